namespace Temporalio.DevServer.Visibility;

/// <summary>What a word of a visibility query is.</summary>
internal enum TokenKind
{
    Word,
    Text,
    Number,
    Symbol,
    End,
}
