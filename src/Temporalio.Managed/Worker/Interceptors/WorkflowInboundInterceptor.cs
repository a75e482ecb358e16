namespace Temporalio.Worker.Interceptors;

/// <summary>Calls into one workflow. Each method calls the next interceptor unless overridden.</summary>
public abstract class WorkflowInboundInterceptor
{
    private readonly WorkflowInboundInterceptor? next;

    protected WorkflowInboundInterceptor(WorkflowInboundInterceptor next) => this.next = next;

    /// <summary>Makes the end of the chain.</summary>
    private protected WorkflowInboundInterceptor()
    {
    }

    protected WorkflowInboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has none after it");

    /// <summary>Called first, with what the workflow will call.</summary>
    public virtual void Init(WorkflowOutboundInterceptor outbound) =>
        Next.Init(outbound);

    /// <summary>Runs the workflow.</summary>
    public virtual Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
        Next.ExecuteWorkflowAsync(input);

    /// <summary>Handles a signal.</summary>
    public virtual Task HandleSignalAsync(HandleSignalInput input) =>
        Next.HandleSignalAsync(input);

    /// <summary>Answers a query.</summary>
    public virtual object? HandleQuery(HandleQueryInput input) =>
        Next.HandleQuery(input);

    /// <summary>Validates an update; throwing rejects it.</summary>
    public virtual void ValidateUpdate(HandleUpdateInput input) =>
        Next.ValidateUpdate(input);

    /// <summary>Handles an update.</summary>
    public virtual Task<object?> HandleUpdateAsync(HandleUpdateInput input) =>
        Next.HandleUpdateAsync(input);
}
