using System.Globalization;
using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>Writes down everything that must not change on replay, at several points of its life.</summary>
[Workflow("facts")]
public sealed class FactsWorkflow
{
    private readonly List<string> facts = [];
    private bool finished;

    [WorkflowRun]
    public async Task<string[]> RunAsync()
    {
        Note("start");
        await Workflow.ExecuteActivityAsync(() => StepActivities.Twice(1), StepActivities.Options);
        Note("activity");
        await Workflow.DelayAsync(10);
        Note("timer");
        await Workflow.ExecuteLocalActivityAsync(() => StepActivities.Twice(2), StepActivities.LocalOptions);
        Note("local activity");
        await Workflow.WaitConditionAsync(() => finished);
        Note("end");
        return [.. facts];
    }

    [WorkflowSignal("note")]
    public Task NoteAsync(string what)
    {
        Note(what);
        finished = what == "finish";
        return Task.CompletedTask;
    }

    [WorkflowUpdate("noted")]
    public async Task<int> NotedAsync(string what)
    {
        Note(what);
        await Workflow.DelayAsync(10);
        Note(what + " later");
        return facts.Count;
    }

    private void Note(string what) => facts.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {Workflow.UtcNow:O} {Workflow.Random.Next()} {Workflow.Random.NextDouble():R} {Workflow.NewGuid()} {Workflow.CurrentHistoryLength} {Workflow.CurrentHistorySize} {Workflow.ContinueAsNewSuggested}"));
}
