using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Runs;

/// <summary>One update on its way through a run.</summary>
internal sealed class UpdateEntry(string id, Request? request)
{
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    /// <summary>What the caller sent; null if the update was read back from disk.</summary>
    public Request? Request { get; set; } = request;

    public UpdateWorkflowExecutionLifecycleStage Stage { get; set; } = UpdateWorkflowExecutionLifecycleStage.Admitted;

    /// <summary>A worker has it in its hands.</summary>
    public bool IsSent { get; set; }

    /// <summary>Its request is in an event of the history, where the worker finds it without being sent anything.</summary>
    public bool IsInHistory { get; init; }

    public long AcceptedId { get; set; }

    public long CompletedId { get; set; }

    public Outcome? Outcome { get; set; }

    /// <summary>Why nothing will come of it.</summary>
    public ServiceError? Error { get; set; }

    public bool IsOver => Error is not null || Stage == UpdateWorkflowExecutionLifecycleStage.Completed;

    public bool IsWaiting => Error is null && Stage == UpdateWorkflowExecutionLifecycleStage.Admitted;

    /// <summary>Ends with the next change.</summary>
    public Task Changed => changed.Task;

    public void Announce()
    {
        var announced = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        announced.TrySetResult();
    }
}
