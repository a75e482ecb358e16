using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Orchestrator.Tests.Workflows;

/// <summary>
/// Films outlive the code that began them: every recorded history must be decided by the code of today as it was then. A change
/// that makes one of these tests fail needs Workflow.Patched, not a new recording; recordings of a new version are added beside
/// the old ones by running this class with ORCHESTRATOR_RECORD set to the version, as in <c>v2</c>.
/// </summary>
public sealed class ReplayTests
{
    private static readonly string Folder = Repository.Path("tests", "Orchestrator.Tests", "Workflows", "Histories");

    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Scenarios => [.. RecordedScenario.All.Keys];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Replay_RecordedHistory_IsDecidedAsItWasThen(string file)
    {
        var history = await ReadAsync(file);

        var result = await Replayer().ReplayWorkflowAsync(history, throwOnReplayFailure: false);

        Assert.Null(result.ReplayFailure);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Replay_ScenarioPlayedNow_IsDecidedTheSameTwice(string scenario)
    {
        var histories = await RecordedScenario.PlayAsync(scenario);

        Assert.True(histories.Count > 1, "The production and at least one shot are expected.");
        foreach (var (name, history) in histories)
        {
            // By way of JSON, as everything that is replayed later comes.
            var copy = WorkflowHistory.FromJson(history.Id, history.ToJson());
            Assert.Equal(history.Events, copy.Events);
            var result = await Replayer().ReplayWorkflowAsync(copy, throwOnReplayFailure: false);
            Assert.True(result.ReplayFailure is null, $"{name}: {result.ReplayFailure?.Message}");
            if (Environment.GetEnvironmentVariable("ORCHESTRATOR_RECORD") is { Length: > 0 } version)
                await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}.{version}.json"), history.ToJson() + "\n");
        }
    }

    [Fact]
    public void Recorded_EveryScenario_IsThere()
    {
        Assert.All(RecordedScenario.All.Keys, scenario =>
        {
            Assert.True(File.Exists(Path.Combine(Folder, $"{scenario}.v1.json")), scenario);
            // Of a shot that is taken again the later round is recorded alone.
            Assert.True(File.Exists(Path.Combine(Folder, $"{scenario}-s01.v1.json")) || File.Exists(Path.Combine(Folder, $"{scenario}-s01-2.v1.json")), scenario);
        });
    }

    [Fact]
    public async Task Replay_ChangedWorkflow_IsRefusedAtTheEventWhereItDiffers()
    {
        var history = await ReadAsync("repair-s01.v1.json");
        var first = history.Events.First(entry => entry.ActivityTaskScheduledEventAttributes is not null);
        var changed = new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<HurriedShotWorkflow>());

        var failure = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => changed.ReplayWorkflowAsync(history));

        Assert.Contains($"{first.EventId}", failure.Message);
        Assert.Contains("PriceTake", failure.Message);
        Assert.Contains("SubmitTake", failure.Message);
    }

    // A machine that is busy is no code that blocks.
    private static WorkflowReplayer Replayer() => new(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<ProductionWorkflow>().AddWorkflow<ShotWorkflow>().AddWorkflow<AccountWorkflow>());

    // The id is in the history's first event; the name given here stands in for histories that are older than that.
    private static async Task<WorkflowHistory> ReadAsync(string file) =>
        WorkflowHistory.FromJson(Path.GetFileNameWithoutExtension(file), await File.ReadAllTextAsync(Path.Combine(Folder, file)));
}
