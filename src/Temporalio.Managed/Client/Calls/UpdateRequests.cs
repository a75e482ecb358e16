using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client.Calls;

/// <summary>Makes update requests.</summary>
internal sealed class UpdateRequests(TemporalClient client) : ServiceCalls(client)
{
    /// <exception cref="ArgumentException">The stage is none that can be waited for.</exception>
    public static void RequireStage(WorkflowUpdateStage stage)
    {
        if (stage == WorkflowUpdateStage.None)
            throw new ArgumentException("WaitForStage is required");
        if (stage == WorkflowUpdateStage.Admitted)
            throw new ArgumentException("Admitted is not an allowed wait stage to start update");
    }

    public async Task<UpdateWorkflowExecutionRequest> UpdateAsync(
        string workflowId,
        string? runId,
        string? firstExecutionRunId,
        string update,
        IReadOnlyCollection<object?> args,
        string? updateId,
        WorkflowUpdateStage stage,
        IDictionary<string, Payload>? headers)
    {
        var converter = ConverterFor(workflowId);
        return new()
        {
            Namespace = Namespace,
            WorkflowExecution = new() { WorkflowId = workflowId, RunId = runId ?? string.Empty },
            FirstExecutionRunId = firstExecutionRunId ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)stage },
            Request = new()
            {
                Meta = new() { UpdateId = updateId ?? Guid.NewGuid().ToString(), Identity = Identity },
                Input = new()
                {
                    Name = update,
                    Args = args.Count == 0 ? null : await ToPayloadsAsync(converter, args),
                    Header = await ToHeaderAsync(converter, headers),
                },
            },
        };
    }
}
