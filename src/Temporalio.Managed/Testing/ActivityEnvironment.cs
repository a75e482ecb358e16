using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime;

namespace Temporalio.Testing;

/// <summary>Runs activities without a worker and a service, for unit tests.</summary>
public record ActivityEnvironment
{
    /// <summary>What an activity knows of itself unless <see cref="Info"/> says otherwise.</summary>
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "test",
        Attempt: 1,
        CurrentAttemptScheduledTime: DefaultTime,
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: TimeSpan.FromSeconds(1),
        IsLocal: false,
        Namespace: "default",
        Priority: Priority.Default,
        RetryPolicy: null,
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: DefaultTime,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DefaultTime,
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    private readonly Cancellation cancellation = new();

    /// <summary>Gets what the activity knows of itself.</summary>
    public ActivityInfo Info { get; init; } = DefaultInfo;

    /// <summary>Gets where the activity logs. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Gets the payload converter.</summary>
    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    /// <summary>Gets the meter. Default: that of <see cref="TemporalRuntime.Default"/>.</summary>
    public MetricMeter? MetricMeter { get; init; }

    /// <summary>Gets the client. Default: none.</summary>
    public ITemporalClient? TemporalClient { get; init; }

    /// <summary>Gets why the activity is cancelled.</summary>
    public ActivityCancelReason CancelReason
    {
        get => cancellation.Reason;
        init => cancellation = cancellation with { Reason = value };
    }

    /// <summary>Gets the details of the cancellation.</summary>
    public ActivityCancellationDetails? CancellationDetails
    {
        get => cancellation.Details;
        init => cancellation = cancellation with { Details = value };
    }

    /// <summary>Gets what cancels the activity.</summary>
    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    /// <summary>Gets what tells the activity that the worker shuts down.</summary>
    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>Gets what takes the details of heartbeats. Default: nothing does.</summary>
    public Action<object?[]> Heartbeater { get; init; } = _ => { };

    private static DateTime DefaultTime => new(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc);

    /// <summary>Runs an activity.</summary>
    /// <param name="activity">Activity.</param>
    /// <returns>A task that ends with the activity.</returns>
    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return Task.FromResult(true);
    });

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="activity">Activity.</param>
    /// <returns>The result.</returns>
    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.FromResult(activity()));

    /// <summary>Runs an activity.</summary>
    /// <param name="activity">Activity.</param>
    /// <returns>A task that ends with the activity.</returns>
    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity();
        return true;
    });

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="activity">Activity.</param>
    /// <returns>The result.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        var context = new ActivityExecutionContext(
            Info,
            Logger,
            PayloadConverter,
            TemporalClient,
            () => MetricMeter ?? TemporalRuntime.Default.MetricMeter,
            WorkerShutdownTokenSource.Token)
        {
            Heartbeater = Heartbeater,
        };
        await using var registration = CancellationTokenSource.Token.Register(() => CancelContext(context));
        ActivityExecutionContext.Enter(context);
        try
        {
            return await activity();
        }
        finally
        {
            context.Heartbeater = null;
            ActivityExecutionContext.Enter(null);
        }
    }

    /// <summary>Cancels the activity as if the workflow had asked for it.</summary>
    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    /// <summary>Cancels the activity.</summary>
    /// <param name="reason">Reason.</param>
    public void Cancel(ActivityCancelReason reason) => Cancel(reason, ActivityCancellationDetails.From(reason));

    /// <summary>Cancels the activity.</summary>
    /// <param name="reason">Reason.</param>
    /// <param name="details">Details.</param>
    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        cancellation.Reason = reason;
        cancellation.Details = details;
        CancellationTokenSource.Cancel();
    }

    private void CancelContext(ActivityExecutionContext context)
    {
        var reason = CancelReason == ActivityCancelReason.None ? ActivityCancelReason.CancelRequested : CancelReason;
        context.Cancel(reason, CancellationDetails ?? ActivityCancellationDetails.From(reason));
    }

    /// <summary>Why the activity is cancelled: known at the start or only when it happens.</summary>
    private sealed record Cancellation
    {
        public ActivityCancelReason Reason { get; set; }

        public ActivityCancellationDetails? Details { get; set; }
    }
}
