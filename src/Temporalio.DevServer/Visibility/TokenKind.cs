namespace Temporalio.DevServer.Visibility;

/// <summary>What a word of a query is.</summary>
internal enum TokenKind
{
    Word,
    Keyword,
    Text,
    Number,

    /// <summary>A number in another notation, or a place for a value: nothing that a query may hold.</summary>
    Unreadable,
    Symbol,

    /// <summary>A character that means nothing, or a text without its end.</summary>
    Broken,
    End,
}
