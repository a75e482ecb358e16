using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Worker.Machines;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Executes local activities with their retries.</summary>
internal sealed class LocalActivityExecutor(WorkerSettings settings, ActivityCode code, CancellationToken shutdown)
{
    private static readonly TimeSpan DefaultRetryThreshold = TimeSpan.FromMinutes(1);

    /// <summary>Runs attempts until one succeeds, none is left, or the next is too far away.</summary>
    public async Task<LocalActivityMarker> RunAsync(LocalActivityMachine machine, WorkflowInstance instance, CancellationToken evicted)
    {
        var watch = Stopwatch.StartNew();
        var (metrics, type) = (settings.Metrics, machine.Request.ActivityType);
        metrics.Count(metrics.Instruments.LocalActivityTotal, "activity_type", type);
        var marker = await RunAttemptsAsync(machine, instance, evicted);
        if (marker.Failure is null)
            metrics.Record(metrics.Instruments.LocalActivityEndToEnd, watch.Elapsed, "activity_type", type);
        else if (marker.Failure.CanceledFailureInfo is not null)
            metrics.Count(metrics.Instruments.LocalActivityCanceled, "activity_type", type);
        else if (marker.Failure.ApplicationFailureInfo?.Category != ApplicationErrorCategory.Benign)
            metrics.Count(metrics.Instruments.LocalActivityFailed, "activity_type", type);
        return marker;
    }

    private async Task<LocalActivityMarker> RunAttemptsAsync(LocalActivityMachine machine, WorkflowInstance instance, CancellationToken evicted)
    {
        var watch = Stopwatch.StartNew();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(machine.Unwanted.Token, evicted);
        for (var attempt = machine.Request.Attempt; ; attempt++)
        {
            var outcome = await RunOnceAsync(machine, instance, attempt, watch, stop.Token);
            if (outcome is ActivityOutcome.Completed completed)
                return machine.ToMarker(completed.Result, null, null, attempt, watch.Elapsed);
            var failure = FailureOf(outcome);
            if (stop.IsCancellationRequested || NextBackoff(machine, failure, attempt, watch.Elapsed) is not { } backoff)
                return machine.ToMarker(null, failure, null, attempt, watch.Elapsed);
            if (backoff > (machine.Request.Options.LocalRetryThreshold ?? DefaultRetryThreshold))
                return machine.ToMarker(null, failure, backoff, attempt, watch.Elapsed);
            await Task.WhenAny(Task.Delay(backoff, stop.Token));
        }
    }

    private async Task<ActivityOutcome> RunOnceAsync(
        LocalActivityMachine machine, WorkflowInstance instance, int attempt, Stopwatch watch, CancellationToken stop)
    {
        var options = machine.Request.Options;
        var (slot, missed) = await ReserveAsync(options.ScheduleToStartTimeout, stop);
        if (slot is null)
            return missed!;
        slot.Use(new SlotInfo.LocalActivitySlotInfo(machine.Request.ActivityType));
        try
        {
            var began = Stopwatch.GetTimestamp();
            var context = ToContext(machine, instance, attempt);
            context.Heartbeater = _ => { };
            await using var registration = stop.Register(() => context.Cancel(ActivityCancelReason.CancelRequested));
            var run = code.RunAsync(context, machine.Request.Input, machine.Request.Header?.Fields);
            var outcome = await WithinTimeoutAsync(run, context, options, watch.Elapsed);
            settings.Metrics.Record(
                settings.Metrics.Instruments.LocalActivityExecution, Stopwatch.GetElapsedTime(began), "activity_type", machine.Request.ActivityType);
            return outcome;
        }
        finally
        {
            slot.Release();
        }
    }

    private async Task<(SlotPool.Slot? Slot, ActivityOutcome? Missed)> ReserveAsync(TimeSpan? limit, CancellationToken stop)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (limit is { } most)
            wait.CancelAfter(most);
        try
        {
            return (await settings.LocalActivitySlots.ReserveAsync(isSticky: false, wait.Token), null);
        }
        catch (OperationCanceledException)
        {
            return (null, stop.IsCancellationRequested
                ? new ActivityOutcome.Canceled(LocalActivityMachine.Canceled())
                : TimedOut(TimeoutType.ScheduleToStart));
        }
    }

    private static async Task<ActivityOutcome> WithinTimeoutAsync(
        Task<ActivityOutcome> run, ActivityExecutionContext context, LocalActivityOptions options, TimeSpan elapsed)
    {
        var total = options.ScheduleToCloseTimeout - elapsed;
        var type = options.StartToCloseTimeout is { } single && (total is null || single <= total) ? TimeoutType.StartToClose : TimeoutType.ScheduleToClose;
        var limit = (type == TimeoutType.StartToClose ? options.StartToCloseTimeout : total)!.Value;
        try
        {
            return await run.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        }
        catch (TimeoutException)
        {
            context.Cancel(ActivityCancelReason.Timeout);
            return TimedOut(type);
        }
    }

    private ActivityExecutionContext ToContext(LocalActivityMachine machine, WorkflowInstance instance, int attempt)
    {
        var request = machine.Request;
        var workflow = instance.Info;
        var converter = settings.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
            workflow.Namespace, request.ActivityId, workflow.WorkflowId, workflow.WorkflowType, request.ActivityType, workflow.TaskQueue, true));
        var info = new ActivityInfo(
            ActivityId: request.ActivityId,
            ActivityType: request.ActivityType,
            Attempt: attempt,
            CurrentAttemptScheduledTime: DateTime.UtcNow,
            DataConverter: converter,
            HeartbeatDetails: [],
            HeartbeatTimeout: null,
            IsLocal: true,
            Namespace: workflow.Namespace,
            Priority: workflow.Priority,
            RetryPolicy: request.Options.RetryPolicy,
            ScheduleToCloseTimeout: request.Options.ScheduleToCloseTimeout,
            ScheduledTime: request.OriginalScheduleTime ?? machine.ScheduleTime,
            StartToCloseTimeout: request.Options.StartToCloseTimeout,
            StartedTime: DateTime.UtcNow,
            TaskQueue: workflow.TaskQueue,
            TaskToken: [],
            WorkflowId: workflow.WorkflowId,
            WorkflowNamespace: workflow.Namespace,
            WorkflowRunId: workflow.RunId,
            WorkflowType: workflow.WorkflowType);
        var logger = settings.LoggerFactory.CreateLogger($"Temporalio.Activity:{info.ActivityType}");
        return new(info, new ActivityLogger(logger, info), converter.PayloadConverter, settings.Client, () => settings.MeterOf(info.ActivityType), shutdown);
    }

    private static Failure FailureOf(ActivityOutcome outcome) => outcome switch
    {
        ActivityOutcome.Failed failed => failed.Failure,
        ActivityOutcome.Canceled canceled => canceled.Failure,
        _ => new()
        {
            Message = "A local activity cannot be completed from elsewhere",
            ApplicationFailureInfo = new() { Type = nameof(CompleteAsyncException), NonRetryable = true },
        },
    };

    /// <summary>The pause before the next attempt, or null when there is none.</summary>
    private static TimeSpan? NextBackoff(LocalActivityMachine machine, Failure failure, int attempt, TimeSpan elapsed)
    {
        var options = machine.Request.Options;
        var policy = options.RetryPolicy ?? new();
        if (!MayRetry(failure, policy) || (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts))
            return null;
        var longest = policy.MaximumInterval ?? policy.InitialInterval * 100;
        var grown = policy.InitialInterval.TotalSeconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var backoff = failure.ApplicationFailureInfo?.NextRetryDelay?.ToTimeSpan()
            ?? TimeSpan.FromSeconds(Math.Min(grown, longest.TotalSeconds));
        return options.ScheduleToCloseTimeout is { } total && elapsed + backoff >= total ? null : backoff;
    }

    private static bool MayRetry(Failure failure, Common.RetryPolicy policy) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.CanceledFailureInfo => false,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => failure.TimeoutFailureInfo.TimeoutType == TimeoutType.StartToClose,
        Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            !failure.ApplicationFailureInfo.NonRetryable
            && policy.NonRetryableErrorTypes?.Contains(failure.ApplicationFailureInfo.Type, StringComparer.OrdinalIgnoreCase) != true,
        _ => true,
    };

    private static ActivityOutcome.Failed TimedOut(TimeoutType type) => new(new Failure
    {
        Message = "Activity task timed out",
        TimeoutFailureInfo = new() { TimeoutType = type },
    });
}
