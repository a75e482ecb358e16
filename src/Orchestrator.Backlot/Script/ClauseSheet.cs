using System.Text.RegularExpressions;

namespace Orchestrator.Backlot.Script;

/// <summary>A prompt cut into its labelled clauses; a prompt without labels is every clause at once.</summary>
internal sealed partial class ClauseSheet
{
    private readonly Dictionary<ClauseKind, string> clauses = [];
    private readonly string whole;

    public ClauseSheet(string prompt)
    {
        whole = prompt.ToLowerInvariant();
        var labels = Labels().Matches(whole);
        for (var i = 0; i < labels.Count; i++)
        {
            var end = i + 1 < labels.Count ? labels[i + 1].Index : whole.Length;
            // A label that is no clause, such as a note, only ends the clause before it.
            if (Enum.TryParse<ClauseKind>(labels[i].Groups[1].Value, ignoreCase: true, out var kind))
                clauses.TryAdd(kind, whole[(labels[i].Index + labels[i].Length)..end].Trim());
        }

        HasLabels = labels.Count > 0;
    }

    public bool HasLabels { get; }

    /// <summary>Whether a clause stands by itself.</summary>
    public bool IsLabelled(ClauseKind kind) => clauses.ContainsKey(kind);

    /// <summary>A clause in lower case; empty when a labelled prompt lacks it.</summary>
    public string this[ClauseKind kind] => HasLabels ? clauses.GetValueOrDefault(kind, "") : whole;

    /// <summary>How strongly a clause insists: 0 plain, 1 "exactly", 2 "strictly and exactly".</summary>
    public int Insistence(ClauseKind kind)
    {
        if (!HasLabels)
            return 0;
        var text = this[kind];
        return text.Contains("strictly", StringComparison.Ordinal) ? 2 : text.Contains("exactly as described", StringComparison.Ordinal) ? 1 : 0;
    }

    /// <summary>A clause without its insistence.</summary>
    public string Plain(ClauseKind kind) => Insisting().Replace(this[kind], "").Trim(' ', ',', '.');

    /// <summary>A clause without its numbers and its insistence: what a compensation cannot change.</summary>
    public string Bare(ClauseKind kind) => Spaces().Replace(Numbers().Replace(Plain(kind), ""), " ").Trim(' ', ',', '.');

    /// <summary>The labels of a prompt, in any case: those of clauses, and a note's, which ends the clause before it.</summary>
    [GeneratedRegex(@"(?<![\w-])(subject|lighting|palette|composition|pose|action|environment|camera|motion|stability|sound|note)\s*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    public static partial Regex Labels();

    [GeneratedRegex(@",?\s*(strictly and exactly as described|exactly as described|strictly\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Insisting();

    [GeneratedRegex(@"[+-]?\d+([.,]\d+)?\s*(%|ev\b|degrees?\b)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
