using Orchestrator.Cli.Screens;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Orchestrator.Cli.Films;

/// <summary>What is being tried again and again, so that a person need not guess why nothing moves.</summary>
internal static class Trouble
{
    private const int WorkflowTaskPatience = 3;

    /// <summary>The trouble of some workflows in one sentence; null when there is none.</summary>
    public static async Task<string?> OfAsync(ITemporalClient client, IEnumerable<string> workflowIds, RpcOptions rpc)
    {
        foreach (var id in workflowIds)
        {
            var request = new DescribeWorkflowExecutionRequest
            {
                Namespace = client.Options.Namespace,
                Execution = new() { WorkflowId = id },
            };
            var description = await client.WorkflowService.DescribeWorkflowExecutionAsync(request, rpc);
            if (Of(description) is { } trouble)
                return trouble;
        }

        return null;
    }

    /// <summary>The trouble of one workflow.</summary>
    public static string? Of(DescribeWorkflowExecutionResponse description)
    {
        var retried = description.PendingActivities.FirstOrDefault(activity => activity.Attempt > 1 && activity.LastFailure is not null);
        if (retried is not null)
            return $"{retried.ActivityType.Name} is being tried again (attempt {retried.Attempt}): {Line.Clip(retried.LastFailure.Message, 300)}";
        return description.PendingWorkflowTask is { } task && task.Attempt > WorkflowTaskPatience
            ? $"The workflow code fails and is being tried again (attempt {task.Attempt}); the log says why."
            : null;
    }
}
