using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What a running activity may use. Reached through <see cref="Current"/> from its code.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The token source has no timer and user code may keep its token.")]
public class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> AsyncCurrent = new();

    private readonly CancellationTokenSource cancellation = new();
    private readonly Func<MetricMeter> metricMeter;
    private readonly ITemporalClient? client;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILogger logger,
        IPayloadConverter payloadConverter,
        ITemporalClient? client,
        Func<MetricMeter> metricMeter,
        CancellationToken workerShutdownToken)
    {
        Info = info;
        Logger = logger;
        PayloadConverter = payloadConverter;
        WorkerShutdownToken = workerShutdownToken;
        this.client = client;
        this.metricMeter = metricMeter;
    }

    /// <summary>Whether the calling code is part of an activity.</summary>
    public static bool HasCurrent => AsyncCurrent.Value is not null;

    /// <exception cref="InvalidOperationException">The calling code is not part of an activity.</exception>
    public static ActivityExecutionContext Current =>
        AsyncCurrent.Value ?? throw new InvalidOperationException("No current activity context");

    public ActivityInfo Info { get; private init; }

    public ILogger Logger { get; private init; }

    /// <summary>Why <see cref="CancellationToken"/> is cancelled.</summary>
    public ActivityCancelReason CancelReason { get; private set; }

    /// <summary>Set just before <see cref="CancellationToken"/> is cancelled.</summary>
    public ActivityCancellationDetails? CancellationDetails { get; private set; }

    /// <summary>Cancelled when the activity should stop. The service tells it in answer to heartbeats only.</summary>
    public CancellationToken CancellationToken => cancellation.Token;

    /// <summary>Cancelled when the worker begins to shut down.</summary>
    public CancellationToken WorkerShutdownToken { get; private init; }

    public IPayloadConverter PayloadConverter { get; private init; }

    public MetricMeter MetricMeter => metricMeter();

    /// <summary>The client of the worker.</summary>
    /// <exception cref="InvalidOperationException">The activity runs without one.</exception>
    public ITemporalClient TemporalClient =>
        client ?? throw new InvalidOperationException("No Temporal client is available to this activity");

    /// <summary>Sends details; null while the activity does not run.</summary>
    internal Action<object?[]>? Heartbeater { get; set; }

    /// <summary>Tells the service that the activity is alive, with details for the next attempt. Returns at once.</summary>
    public void Heartbeat(params object?[] details) =>
        (Heartbeater ?? throw new InvalidOperationException("The activity is over"))(details);

    internal static void Enter(ActivityExecutionContext? context) => AsyncCurrent.Value = context;

    internal void Cancel(ActivityCancelReason reason) => Cancel(reason, ActivityCancellationDetails.From(reason));

    /// <summary>Cancels once: the first reason stays.</summary>
    internal void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        lock (cancellation)
        {
            if (CancelReason != ActivityCancelReason.None)
                return;
            CancelReason = reason;
            CancellationDetails = details;
        }

        // Callbacks are user code: they must not hold up whoever cancels.
        _ = cancellation.CancelAsync();
    }
}
