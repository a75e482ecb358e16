namespace Temporalio.Worker.Interceptors;

/// <summary>Calls out of one activity. Each method calls the next interceptor unless overridden.</summary>
public abstract class ActivityOutboundInterceptor
{
    private readonly ActivityOutboundInterceptor? next;

    protected ActivityOutboundInterceptor(ActivityOutboundInterceptor next) => this.next = next;

    /// <summary>Makes the end of the chain.</summary>
    private protected ActivityOutboundInterceptor()
    {
    }

    protected ActivityOutboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has none after it");

    /// <summary>Sends a heartbeat.</summary>
    public virtual void Heartbeat(HeartbeatInput input) =>
        Next.Heartbeat(input);
}
