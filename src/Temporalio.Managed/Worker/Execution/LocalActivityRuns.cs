using System.Threading.Channels;
using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Execution;

/// <summary>The local activities of one run that are being executed, and their results as they come.</summary>
internal sealed class LocalActivityRuns : IDisposable
{
    private readonly Channel<(LocalActivityMachine Machine, LocalActivityMarker Marker)> results =
        Channel.CreateUnbounded<(LocalActivityMachine, LocalActivityMarker)>();

    private readonly CancellationTokenSource evicted = new();

    /// <summary>Whether the run has local activities that it may not lose.</summary>
    public bool Any { get; set; }

    public void Start(LocalActivityMachine machine, LocalActivityExecutor executor, WorkflowInstance instance) =>
        _ = Task.Run(async () => results.Writer.TryWrite((machine, await executor.RunAsync(machine, instance, evicted.Token))));

    /// <summary>The next result, or null when none came in time.</summary>
    public async Task<(LocalActivityMachine Machine, LocalActivityMarker Marker)?> NextAsync(TimeSpan wait)
    {
        if (results.Reader.TryRead(out var ready))
            return ready;
        if (wait <= TimeSpan.Zero)
            return null;
        using var limit = new CancellationTokenSource(wait);
        try
        {
            return await results.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Cancels what still runs: the run is no longer in memory.</summary>
    public void Dispose() => evicted.Cancel();
}
