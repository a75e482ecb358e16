namespace Temporalio.DevServer.Visibility;

/// <summary>The words of a text, as full-text search compares them.</summary>
internal static class TextWords
{
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [""] : [.. words.Distinct()];
    }
}
