using System.Globalization;
using Orchestrator.Model;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Planning;

/// <summary>A mapping of a brief that is read field by field and notes every problem instead of stopping at the first.</summary>
internal sealed class BriefNode(YamlMappingNode node, string prefix, List<BriefProblem> problems)
{
    private readonly HashSet<string> asked = [];

    public bool Has(string field) => Find(field) is not null;

    /// <summary>A text; <paramref name="fallback"/> when it is absent, a problem when there is no fallback.</summary>
    public string Text(string field, string expected, string? fallback = null, Func<string, bool>? fits = null)
    {
        if (Find(field) is not { } found)
            return fallback ?? Missing(field, expected);
        if (found is YamlScalarNode { Value: { Length: > 0 } text } && (fits is null || fits(text.Trim())))
            return text.Trim();
        Complain(found, field, $"expected {expected}, found {Show(found)}");
        return fallback ?? "";
    }

    /// <summary>A value read from a text.</summary>
    public T Value<T>(string field, string expected, Func<string, T?> read, T? fallback = null)
        where T : struct
    {
        T? value = null;
        Text(field, expected, fallback is null ? null : "", text => (value = read(text)) is not null);
        return value ?? fallback ?? default;
    }

    /// <summary>A value read from a text, where the value is an object.</summary>
    public T? Object<T>(string field, string expected, Func<string, T?> read, T? fallback = null)
        where T : class
    {
        T? value = null;
        Text(field, expected, fallback is null ? null : "", text => (value = read(text)) is not null);
        return value ?? fallback;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string field, int least, int most, int fallback) =>
        Value(field, $"a whole number from {least} to {most}", text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : (int?)null, fallback);

    /// <summary>Texts, as a list or as one text that <paramref name="split"/> divides.</summary>
    public IReadOnlyList<(string Text, long Line)> Texts(string field, string expected, Func<string, IEnumerable<string>> split, bool required)
    {
        switch (Find(field))
        {
            case null:
                if (required)
                    Missing(field, expected);
                return [];
            case YamlScalarNode { Value: { } text } scalar when !string.IsNullOrWhiteSpace(text):
                return [.. split(text).Select(part => (part, scalar.Start.Line))];
            case YamlSequenceNode { Children.Count: 0 } none when required:
                Complain(none, field, $"expected {expected}, found an empty list");
                return [];
            case YamlSequenceNode items when items.All(item => item is YamlScalarNode { Value.Length: > 0 }):
                return [.. items.Select(item => (((YamlScalarNode)item).Value!.Trim(), item.Start.Line))];
            case { } other:
                Complain(other, field, $"expected {expected}, found {Show(other)}");
                return [];
        }
    }

    /// <summary>A nested mapping; empty when it is absent.</summary>
    public BriefNode Child(string field, string expected)
    {
        var found = Find(field);
        if (found is not null and not YamlMappingNode)
            Complain(found, field, $"expected {expected}, found {Show(found)}");
        return new(found as YamlMappingNode ?? new YamlMappingNode(), $"{prefix}{field}.", problems);
    }

    /// <summary>A list of nested mappings; empty when it is absent.</summary>
    public IReadOnlyList<BriefNode> Children(string field, string expected)
    {
        switch (Find(field))
        {
            case null:
                return [];
            case YamlSequenceNode items when items.All(item => item is YamlMappingNode):
                return [.. items.Select((item, index) => new BriefNode((YamlMappingNode)item, $"{prefix}{field}[{index + 1}].", problems))];
            case { } other:
                Complain(other, field, $"expected {expected}, found {Show(other)}");
                return [];
        }
    }

    /// <summary>True when the field is a plain text rather than a mapping.</summary>
    public bool IsText(string field) => Find(field) is YamlScalarNode;

    /// <summary>The pairs of a mapping whose keys are free.</summary>
    public IReadOnlyList<(string Key, string Value, long Line)> Pairs()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>())
            asked.Add(key.Value!);
        return [.. node.Children.Where(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode })
            .Select(pair => (((YamlScalarNode)pair.Key).Value!, ((YamlScalarNode)pair.Value).Value ?? "", pair.Key.Start.Line))];
    }

    /// <summary>Notes every field that nobody asked for.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(key => !asked.Contains(key.Value!)))
        {
            var near = asked.OrderBy(name => Distance(name, key.Value!)).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault();
            var hint = near is not null && Distance(near, key.Value!) <= 2 ? $"did you mean {near}?" : $"expected one of {string.Join(", ", asked.Order(StringComparer.Ordinal))}";
            Complain(key, key.Value!, $"unknown field; {hint}");
        }
    }

    /// <summary>Notes a problem at a field.</summary>
    public void Complain(string field, string message) => Complain(Find(field) ?? node, field, message);

    /// <summary>Notes a problem at a line.</summary>
    public void Complain(long line, string field, string message) => problems.Add(new(line, prefix + field, message));

    private void Complain(YamlNode at, string field, string message) => problems.Add(new(at.Start.Line, prefix + field, message));

    private string Missing(string field, string expected)
    {
        Complain(node, field, $"missing; expected {expected}");
        return "";
    }

    private YamlNode? Find(string field)
    {
        asked.Add(field);
        return node.Children.TryGetValue(new YamlScalarNode(field), out var found) && found is not YamlScalarNode { Value: null or "" or "~" or "null" } ? found : null;
    }

    private static string Show(YamlNode found) => found switch
    {
        YamlScalarNode scalar => $"\"{scalar.Value}\"",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    // Levenshtein distance, for "did you mean".
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
