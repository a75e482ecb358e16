using System.Text.RegularExpressions;

namespace Orchestrator.Backlot.Script;

/// <summary>What an edit makes of a prompt: labelled clauses take the place of their own kind, everything else stays.</summary>
internal static partial class PromptEdit
{
    private static readonly ShotScript Nothing = ScriptReader.Read(new ClauseSheet(""));

    public static string Apply(string original, string edit) => Merge(original, edit).Prompt;

    /// <summary>The prompt with the edit in it, and the clauses that the edit names: those with a label, or, where it has none, those of which its words say something.</summary>
    public static (string Prompt, IReadOnlySet<ClauseKind> Named) Merge(string original, string edit)
    {
        var wanted = Clauses(edit);
        var named = Named(edit);
        var kept = Clauses(original);
        if (kept.Count == 0 && wanted.Count == 0)
            return ($"{edit}\n{original}", named);
        foreach (var kind in named)
        {
            var label = kind.ToString().ToLowerInvariant();
            // The first word wins: what the edit leaves unsaid is as it was.
            kept[label] = wanted.TryGetValue(label, out var clause) ? clause : $"{edit}, {kept.GetValueOrDefault(label, "")}".TrimEnd(',', ' ');
        }

        return (string.Join('\n', kept.Where(clause => clause.Key != "note").Select(clause => $"{char.ToUpperInvariant(clause.Key[0])}{clause.Key[1..]}: {clause.Value}")), named);
    }

    /// <summary>The clauses that an edit names.</summary>
    public static IReadOnlySet<ClauseKind> Named(string edit)
    {
        var sheet = new ClauseSheet(edit);
        return Enum.GetValues<ClauseKind>().Where(kind => sheet.HasLabels ? sheet.IsLabelled(kind) : Says(sheet, kind)).ToHashSet();
    }

    private static bool Says(ClauseSheet sheet, ClauseKind kind)
    {
        var said = ScriptReader.Read(sheet);
        return kind switch
        {
            ClauseKind.Lighting => said.Light != Nothing.Light,
            ClauseKind.Palette => said.Palette.Colours.Count > 0 || said.Palette with { Colours = Nothing.Palette.Colours } != Nothing.Palette,
            ClauseKind.Composition => said.Frame != Nothing.Frame,
            ClauseKind.Pose => said.Pose != Nothing.Pose,
            ClauseKind.Environment => said.Place with { Text = "" } != Nothing.Place with { Text = "" },
            ClauseKind.Camera => said.Camera.Move != Nothing.Camera.Move || sheet[kind].Contains("one continuous take", StringComparison.Ordinal),
            ClauseKind.Motion => said.Motion != Nothing.Motion,
            ClauseKind.Stability => sheet[kind].Contains("steady", StringComparison.Ordinal) || sheet[kind].Contains("flicker", StringComparison.Ordinal),
            ClauseKind.Sound => SoundWords().IsMatch(sheet[kind]),
            _ => false,
        };
    }

    private static Dictionary<string, string> Clauses(string prompt)
    {
        var labels = ClauseSheet.Labels().Matches(prompt);
        var clauses = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < labels.Count; i++)
        {
            var end = i + 1 < labels.Count ? labels[i + 1].Index : prompt.Length;
            clauses.TryAdd(labels[i].Groups[1].Value.ToLowerInvariant(), prompt[(labels[i].Index + labels[i].Length)..end].Trim());
        }

        return clauses;
    }

    [GeneratedRegex(@"\b(sound|sounds|audio|music|noise|voice|voices)\b", RegexOptions.CultureInvariant)]
    private static partial Regex SoundWords();
}
