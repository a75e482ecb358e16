using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Calls out of one workflow. Each method calls the next interceptor unless overridden.</summary>
public abstract class WorkflowOutboundInterceptor
{
    private readonly WorkflowOutboundInterceptor? next;

    protected WorkflowOutboundInterceptor(WorkflowOutboundInterceptor next) => this.next = next;

    /// <summary>Makes the end of the chain.</summary>
    private protected WorkflowOutboundInterceptor()
    {
    }

    protected WorkflowOutboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has none after it");

    /// <summary>Asks another workflow to cancel.</summary>
    public virtual Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) =>
        Next.CancelExternalWorkflowAsync(input);

    /// <summary>Makes the exception that ends this run and starts the next.</summary>
    public virtual ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        Next.CreateContinueAsNewException(input);

    /// <summary>Waits for a timer.</summary>
    public virtual Task DelayAsync(DelayAsyncInput input) =>
        Next.DelayAsync(input);

    /// <summary>Runs an activity.</summary>
    public virtual Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
        Next.ScheduleActivityAsync<TResult>(input);

    /// <summary>Runs a local activity.</summary>
    public virtual Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        Next.ScheduleLocalActivityAsync<TResult>(input);

    /// <summary>Signals a child workflow.</summary>
    public virtual Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
        Next.SignalChildWorkflowAsync(input);

    /// <summary>Signals another workflow.</summary>
    public virtual Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
        Next.SignalExternalWorkflowAsync(input);

    /// <summary>Starts a child workflow.</summary>
    public virtual Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
        Next.StartChildWorkflowAsync<TWorkflow, TResult>(input);
}
