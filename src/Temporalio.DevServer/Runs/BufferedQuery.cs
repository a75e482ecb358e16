using Temporalio.Api.Query.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Runs;

/// <summary>A query that travels with a workflow task.</summary>
internal sealed class BufferedQuery(WorkflowQuery query)
{
    private readonly TaskCompletionSource<WorkflowQueryResult?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();

    public WorkflowQuery Query { get; } = query;

    /// <summary>The answer; null when the query has to be dispatched directly.</summary>
    public Task<WorkflowQueryResult?> Result => done.Task;

    public void Answer(WorkflowQueryResult result) => done.TrySetResult(result);

    public void Unblock() => done.TrySetResult(null);

    public void Fail(ServiceError error) => done.TrySetException(error);
}
