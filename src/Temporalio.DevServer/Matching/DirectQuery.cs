using Temporalio.Api.Query.V1;

namespace Temporalio.DevServer.Matching;

/// <summary>A query that goes to a worker on its own, without a workflow task.</summary>
internal sealed class DirectQuery(WorkflowQuery query)
{
    private readonly TaskCompletionSource<WorkflowQueryResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();

    public WorkflowQuery Query { get; } = query;

    public bool IsOver { get; private set; }

    public Task<WorkflowQueryResult> Result => done.Task;

    /// <summary>Ends when a worker has it.</summary>
    public Task Taken => taken.Task;

    public void Take()
    {
        IsOver = true;
        taken.TrySetResult();
    }

    public void Withdraw() => IsOver = true;

    public void Answer(WorkflowQueryResult result) => done.TrySetResult(result);
}
