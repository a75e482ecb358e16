using System.Text.RegularExpressions;

namespace Orchestrator.Backlot.Script;

/// <summary>What an edit makes of a prompt: labelled clauses take the place of their own kind, everything else stays.</summary>
internal static partial class PromptEdit
{
    public static string Apply(string original, string edit)
    {
        var wanted = Clauses(edit);
        if (wanted.Count == 0)
            return $"{original}\n{edit}";
        var kept = Clauses(original);
        foreach (var (label, text) in wanted.Where(clause => clause.Key != "note"))
            kept[label] = text;
        return string.Join('\n', kept.Where(clause => clause.Key != "note").Select(clause => $"{char.ToUpperInvariant(clause.Key[0])}{clause.Key[1..]}: {clause.Value}"));
    }

    private static Dictionary<string, string> Clauses(string prompt)
    {
        var labels = Labels().Matches(prompt);
        var clauses = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < labels.Count; i++)
        {
            var end = i + 1 < labels.Count ? labels[i + 1].Index : prompt.Length;
            clauses.TryAdd(labels[i].Groups[1].Value.ToLowerInvariant(), prompt[(labels[i].Index + labels[i].Length)..end].Trim());
        }

        return clauses;
    }

    [GeneratedRegex(@"(?<![\w-])(subject|lighting|palette|composition|pose|environment|camera|motion|stability|sound|note)\s*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Labels();
}
