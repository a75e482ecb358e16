namespace Temporalio.DevServer.Visibility;

/// <summary>A word of a visibility query and where it stands (1-based).</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string keyword) => Kind is TokenKind.Word or TokenKind.Symbol && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
