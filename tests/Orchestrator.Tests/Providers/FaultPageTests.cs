using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Reflection;
using Orchestrator.Backlot;
using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>The tables of FAULTS.md name what there is: tests, actions and outcomes.</summary>
public sealed partial class FaultPageTests
{
    private const int Invariants = 10;

    private static readonly string Folder = Repository.Path("tests", "Orchestrator.Tests");
    private static readonly string[][] Rows = [.. File.ReadAllLines(Path.Combine(Folder, "Providers", "FAULTS.md"))
        .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];

    // Fault, variant, scripted as, outcome, ledger, tests.
    private static readonly string[][] Faults = [.. Rows.Where(row => row.Length == 6 && row[0] != "fault")];

    private static readonly HashSet<string> Actions = [.. typeof(BacklotServer).Assembly.GetType("Orchestrator.Backlot.Faults.FaultAction", throwOnError: true)!
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name))];

    [Fact]
    public void Page_EveryTestItNames_IsThere()
    {
        var tests = typeof(FaultPageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        var named = Rows.SelectMany(row => TestsOf(row[^1])).ToHashSet();

        Assert.True(named.Count > 60);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Page_EveryActionThatTheBacklotKnows_IsScriptedByATestOfItsRow()
    {
        Assert.Equal(Actions.Order(), Faults.SelectMany(row => Words(row[2])).Distinct().Order());
        Assert.All(Faults, row => Assert.All(Words(row[2]), action =>
            Assert.True(TestsOf(row[5]).Any(test => Source(test).Contains($"\"{action}\"", StringComparison.Ordinal)), $"{action} is scripted by none of {row[5]}")));
    }

    [Fact]
    public void Page_EveryRow_SaysItsOutcomeItsLedgerAndATest()
    {
        Assert.True(Faults.Length > 60);
        Assert.All(Faults, row =>
        {
            Assert.NotEmpty(row[3]);
            Assert.NotEmpty(row[4]);
            Assert.NotEmpty(TestsOf(row[5]));
        });
        // Every class comes of some fault, and no other one is named.
        var classes = Enum.GetNames<OutcomeClass>();
        var named = Faults.SelectMany(row => ClassName().Matches(row[3]).Select(match => match.Value)).Distinct().ToList();
        Assert.Equal(classes.Order(), named.Order());
    }

    [Fact]
    public void Page_EveryInvariant_HasATest()
    {
        var invariants = Rows.Where(row => row.Length == 3 && row[0].Length > 0).ToList();

        Assert.Equal(Enumerable.Range(1, Invariants).Select(number => $"{number}"), invariants.Select(row => row[0]));
        Assert.All(invariants, row => Assert.NotEmpty(TestsOf(row[2])));
    }

    private static List<string> TestsOf(string cell) => [.. Words(cell).Where(word => word.Contains('.'))];

    private static IEnumerable<string> Words(string cell) => Quoted().Matches(cell).Select(match => match.Groups["word"].Value);

    private static string Source(string test) =>
        File.ReadAllText(Assert.Single(Directory.GetFiles(Folder, $"{test.Split('.')[0]}.cs", SearchOption.AllDirectories)));

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    // In this column one word of two capitals or more is a class.
    [GeneratedRegex(@"\b([A-Z][a-z]+){2,}\b|\b(Ambiguous|Refused|Cancelled|Delivered)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex ClassName();
}
