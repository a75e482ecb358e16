using Orchestrator.Cli.Screens;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Orchestrator.Cli.Films;

/// <summary>What is being tried again and again, so that a person need not guess why nothing moves.</summary>
/// <param name="Where">The workflow, and the activity in it, by their ids.</param>
/// <param name="What">What is tried, in words.</param>
/// <param name="Attempt">The running number of the try.</param>
/// <param name="Cause">Why the last try failed.</param>
internal sealed record Trouble(string Where, string What, int Attempt, string Cause)
{
    private const int WorkflowTaskPatience = 3;

    /// <summary>The trouble in one sentence.</summary>
    public string Sentence => $"{What} is being tried again (attempt {Attempt}): {Line.Clip(Cause, 300)}";

    /// <summary>The worst trouble of some workflows; null when there is none.</summary>
    public static async Task<Trouble?> OfAsync(ITemporalClient client, IEnumerable<string> workflowIds, RpcOptions rpc)
    {
        Trouble? worst = null;
        foreach (var id in workflowIds)
        {
            var request = new DescribeWorkflowExecutionRequest
            {
                Namespace = client.Options.Namespace,
                Execution = new() { WorkflowId = id },
            };
            var found = In(id, await client.WorkflowService.DescribeWorkflowExecutionAsync(request, rpc));
            worst = (found?.Attempt ?? 0) > (worst?.Attempt ?? 0) ? found : worst;
        }

        return worst;
    }

    /// <summary>The worst trouble of one workflow.</summary>
    public static Trouble? In(string workflowId, DescribeWorkflowExecutionResponse description)
    {
        var retried = description.PendingActivities.Where(activity => activity.Attempt > 1 && activity.LastFailure is not null).MaxBy(activity => activity.Attempt);
        if (retried is not null)
            return new($"{workflowId}#{retried.ActivityId}", retried.ActivityType.Name, retried.Attempt, retried.LastFailure.Message);
        return description.PendingWorkflowTask is { } task && task.Attempt > WorkflowTaskPatience
            ? new(workflowId, "The workflow code", task.Attempt, "it fails; the log says why.")
            : null;
    }
}
