using System.Text.RegularExpressions;
using Temporalio.Api.History.V1;

namespace Temporalio.Conformance.Histories;

/// <summary>
/// One expected event: <c>Name</c> or <c>Name{path=value, path=value}</c>. A value matches when it is equal, or when it is
/// the end of an enum constant; <c>*</c> is any value, <c>-</c> is absence; quote values that hold commas with <c>'</c>.
/// </summary>
public sealed partial class EventPattern
{
    private readonly string name;
    private readonly IReadOnlyList<(string Path, string Value)> attributes;

    private EventPattern(string name, IReadOnlyList<(string Path, string Value)> attributes)
    {
        this.name = name;
        this.attributes = attributes;
    }

    /// <summary>Splits a listing such as <c>Started TaskScheduled{attempt=1} TaskStarted</c>.</summary>
    public static IReadOnlyList<EventPattern> Parse(string listing)
    {
        var patterns = new List<EventPattern>();
        var rest = listing.Trim();
        while (rest.Length > 0)
        {
            var match = Item().Match(rest);
            Assert.True(match.Success, $"cannot read the expectation at: {rest}");
            patterns.Add(new(match.Groups["name"].Value, ReadAttributes(match.Groups["attributes"].Value)));
            rest = rest[match.Length..].TrimStart();
        }

        return patterns;
    }

    /// <summary>What is wrong with an event, or null.</summary>
    public string? Mismatch(HistoryEvent historyEvent, SortedDictionary<string, string> actual)
    {
        var actualName = HistoryText.ShortName(historyEvent);
        return actualName == name ? AttributeMismatch(actual, attributes) : $"expected {name}, got {actualName}";
    }

    /// <summary>What is wrong with flattened fields, given as <c>path=value, …</c>, or null.</summary>
    public static string? FieldMismatch(SortedDictionary<string, string> actual, string expected)
        => AttributeMismatch(actual, ReadAttributes(expected));

    private static string? AttributeMismatch(
        SortedDictionary<string, string> actual, IReadOnlyList<(string Path, string Value)> expected)
    {
        foreach (var (path, value) in expected)
        {
            var found = actual.TryGetValue(path, out var text) ? text : null;
            if (!Matches(found, value))
            {
                return $"expected {path}={value}, got {found ?? "nothing"}";
            }
        }

        return null;
    }

    private static bool Matches(string? actual, string expected)
        => expected switch
        {
            "*" => actual is not null,
            "-" => actual is null,
            _ => actual is not null && (actual == expected || (EnumConstant().IsMatch(actual) && actual.EndsWith("_" + expected, StringComparison.Ordinal))),
        };

    private static (string Path, string Value)[] ReadAttributes(string text)
        => [.. Attribute().Matches(text).Select(m => (
            m.Groups["path"].Value,
            m.Groups["quoted"].Success ? m.Groups["quoted"].Value : m.Groups["value"].Value.Trim()))];

    [GeneratedRegex("^(?<name>\\w+)(\\{(?<attributes>('[^']*'|[^}'])*)\\})?")]
    private static partial Regex Item();

    [GeneratedRegex("(?<path>[\\w.\\[\\]-]+)=('(?<quoted>[^']*)'|(?<value>[^,]*))")]
    private static partial Regex Attribute();

    [GeneratedRegex("^[A-Z0-9_]+$")]
    private static partial Regex EnumConstant();
}
