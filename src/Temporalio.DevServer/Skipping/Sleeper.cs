using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Skipping;

/// <summary>A caller that waits for a point in time.</summary>
/// <param name="due">When it wakes up.</param>
/// <param name="awake">What happens at that very instant.</param>
internal sealed class Sleeper(DateTime due, Action awake) : IDeadlineOwner
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTime ArmedFor { get; set; } = DateTime.MaxValue;

    public string Subject => "sleep";

    public DateTime? NextDeadline => done.Task.IsCompleted ? null : due;

    public Task Done => done.Task;

    public void FireDeadlines(Unit unit) => WakeUp();

    /// <summary>Ends the sleep, in time or because the caller has gone away.</summary>
    public void WakeUp()
    {
        if (done.TrySetResult()) awake();
    }
}
