using System.Reflection;
using System.Text.RegularExpressions;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Running;

/// <summary>The table of scenarios in README.md names what there is.</summary>
public sealed partial class ScenarioTableTests
{
    private const int Scenarios = 202;

    private static readonly string[] Rows = File.ReadAllLines(
        Path.Combine(RepositoryPaths.Root, "tests", "Temporalio.Conformance", "README.md"));

    private static readonly HashSet<string> Tests = [.. typeof(ScenarioTableTests).Assembly.GetTypes()
        .Where(t => t.IsAbstract)
        .SelectMany(t => t.GetMethods().Where(m => m.GetCustomAttribute<ScenarioAttribute>() != null))
        .Select(m => m.Name)];

    [Fact]
    public void Table_EveryScenario_HasATest()
    {
        var covered = Rows.Where(row => NumberedRow().IsMatch(row) && TestName().IsMatch(row))
            .Select(row => int.Parse(NumberedRow().Match(row).Groups["number"].Value, null));
        Assert.Equal(Enumerable.Range(1, Scenarios), covered);
    }

    [Fact]
    public void Table_EveryNamedTest_Exists()
    {
        var named = Rows.SelectMany(row => TestName().Matches(row).Select(m => m.Groups["name"].Value)).ToHashSet();
        Assert.Empty(named.Except(Tests));
        Assert.Empty(Tests.Except(named));
    }

    [GeneratedRegex(@"^\| [A-R] (?<number>\d+) \|", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberedRow();

    [GeneratedRegex(@"`(?<name>(Example|[A-NRS])[0-9]+_\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
