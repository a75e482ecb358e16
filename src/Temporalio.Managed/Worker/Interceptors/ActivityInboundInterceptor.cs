namespace Temporalio.Worker.Interceptors;

/// <summary>Calls into one activity. Each method calls the next interceptor unless overridden.</summary>
public abstract class ActivityInboundInterceptor
{
    private readonly ActivityInboundInterceptor? next;

    protected ActivityInboundInterceptor(ActivityInboundInterceptor next) => this.next = next;

    /// <summary>Makes the end of the chain.</summary>
    private protected ActivityInboundInterceptor()
    {
    }

    protected ActivityInboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has none after it");

    /// <summary>Called first, with what the activity will call.</summary>
    public virtual void Init(ActivityOutboundInterceptor outbound) =>
        Next.Init(outbound);

    /// <summary>Runs the activity.</summary>
    public virtual Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) =>
        Next.ExecuteActivityAsync(input);
}
