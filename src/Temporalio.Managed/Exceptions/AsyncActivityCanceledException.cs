namespace Temporalio.Exceptions;

/// <summary>A heartbeat learned that its activity should stop.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="AsyncActivityCanceledException"/> class.</summary>
    public AsyncActivityCanceledException()
        : base("Activity cancelled")
    {
    }
}
