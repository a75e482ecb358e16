namespace Temporalio.DevServer.Visibility;

/// <summary>A word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says; keywords in small letters.</param>
/// <param name="End">How many bytes of the query have been read with it.</param>
/// <param name="IsQuoted">A name between back-quotes.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int End, bool IsQuoted = false)
{
    public bool Is(string keyword) => Kind is TokenKind.Keyword or TokenKind.Symbol && Text == keyword;
}
