using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>Fetches activity tasks, runs them and reports how they ended.</summary>
internal sealed class ActivityWorker
{
    /// <summary>How long after its timeout an attempt is stopped by the worker itself.</summary>
    private static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(5);

    private readonly WorkerSettings settings;
    private readonly ActivityCode code;
    private readonly TaskPollers<PollActivityTaskQueueResponse> pollers;
    private readonly ConcurrentDictionary<ActivityExecutionContext, bool> running = new();
    private readonly CancellationToken shutdown;
    private readonly RateLimit rateLimit;

    public ActivityWorker(WorkerSettings settings, ActivityCode code, CancellationToken shutdown)
    {
        this.settings = settings;
        this.code = code;
        this.shutdown = shutdown;
        rateLimit = new(settings.Options.MaxActivitiesPerSecond, TimeProvider.System);
        pollers = new(PollerKind.Activity, settings.ActivitySlots, settings.Metrics, settings.Logger)
        {
            Poll = PollAsync,
            Handle = RunTaskAsync,
            Describe = task => new SlotInfo.ActivitySlotInfo(task.ActivityType.Name),
        };
        var options = settings.Options;
        TakesEagerTasks = !options.DisableEagerActivityExecution && !options.LocalActivityWorkerOnly
            && options.MaxActivitiesPerSecond is null && options.MaxTaskQueueActivitiesPerSecond is null;
    }

    /// <summary>Whether activities may be run at once that a workflow of this worker schedules. Rate limits count polls only, so they exclude it.</summary>
    public bool TakesEagerTasks { get; }

    public TaskPollers<PollActivityTaskQueueResponse> Pollers => pollers;

    /// <summary>A slot for an activity that the service may return with a workflow task; null when there is none or the worker stops.</summary>
    public SlotPool.Slot? TryReserveEager() =>
        TakesEagerTasks && !shutdown.IsCancellationRequested ? settings.ActivitySlots.TryReserve() : null;

    /// <summary>Runs an activity that the service returned with a workflow task.</summary>
    public void Accept(PollActivityTaskQueueResponse task, SlotPool.Slot slot)
    {
        CountReceived(task);
        pollers.Accept(task, slot);
    }

    public Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        if (settings.Options.LocalActivityWorkerOnly)
            return Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        var (minimum, maximum, initial) = settings.ActivityPolls;
        return pollers.RunAsync(new(minimum, maximum, initial), stopping, aborting);
    }

    /// <summary>Waits for the running activities; after the graceful period they are cancelled.</summary>
    public async Task FinishAsync()
    {
        var finished = pollers.FinishAsync();
        await Task.WhenAny(finished, Task.Delay(settings.Options.GracefulShutdownTimeout));
        foreach (var context in running.Keys)
            context.Cancel(ActivityCancelReason.WorkerShutdown);
        await finished;
    }

    private async Task<Polled<PollActivityTaskQueueResponse>> PollAsync(CancellationToken token)
    {
        await rateLimit.WaitAsync(token);
        var task = await settings.Service.PollActivityTaskQueueAsync(
            new()
            {
                Namespace = settings.Namespace,
                TaskQueue = new() { Name = settings.TaskQueue, Kind = TaskQueueKind.Normal },
                Identity = settings.Identity,
                WorkerInstanceKey = settings.InstanceKey,
                TaskQueueMetadata = settings.Options.MaxTaskQueueActivitiesPerSecond is { } most ? new() { MaxTasksPerSecond = most } : null,
                DeploymentOptions = settings.Deployment,
                WorkerVersionCapabilities = settings.VersionCapabilities,
            },
            WorkerSettings.Retried(token));
        var suggestion = task.PollerScalingDecision?.PollRequestDeltaSuggestion;
        if (task.TaskToken.IsEmpty)
        {
            settings.Metrics.Count(settings.Metrics.Instruments.ActivityPollEmpty);
            return new(null, suggestion);
        }
        CountReceived(task);
        return new(task, suggestion);
    }

    private void CountReceived(PollActivityTaskQueueResponse task)
    {
        var metrics = settings.Metrics;
        metrics.Count(metrics.Instruments.ActivityReceived, "activity_type", task.ActivityType.Name);
        if (task.StartedTime is { } started && task.CurrentAttemptScheduledTime is { } scheduled)
            metrics.Record(metrics.Instruments.ActivityScheduleToStart, (started - scheduled).ToTimeSpan(), "activity_type", task.ActivityType.Name);
    }

    private async Task RunTaskAsync(PollActivityTaskQueueResponse task, SlotPool.Slot slot)
    {
        var began = Stopwatch.GetTimestamp();
        var context = ToContext(task);
        var heartbeats = new HeartbeatSender(settings, context);
        context.Heartbeater = heartbeats.Record;
        running[context] = true;
        ActivityOutcome outcome;
        try
        {
            await DecodeAsync(task);
            using var limit = new Timer(_ => context.Cancel(ActivityCancelReason.Timeout), null, LimitOf(context.Info), Timeout.InfiniteTimeSpan);
            outcome = await code.RunAsync(context, task.Input, task.Header?.Fields);
        }
        catch (Exception e)
        {
            // A codec may fail in any way; that fails the attempt.
            outcome = ActivityFailures.ToOutcome(e, context, settings.DataConverter);
        }
        running.TryRemove(context, out _);
        context.Heartbeater = null;
        await heartbeats.EndAsync(flush: outcome is ActivityOutcome.Canceled or ActivityOutcome.WillCompleteElsewhere);
        await ReportAsync(task, outcome, heartbeats.Unsent);
        slot.Failed = outcome is ActivityOutcome.Failed;
        Measure(task, outcome, Stopwatch.GetElapsedTime(began));
    }

    private void Measure(PollActivityTaskQueueResponse task, ActivityOutcome outcome, TimeSpan elapsed)
    {
        var (metrics, activity, workflow) = (settings.Metrics, task.ActivityType.Name, task.WorkflowType?.Name ?? string.Empty);
        metrics.Record(metrics.Instruments.ActivityExecution, elapsed, "activity_type", activity, "workflow_type", workflow);
        if (outcome is ActivityOutcome.Canceled)
            metrics.Count(metrics.Instruments.ActivityCanceled, "activity_type", activity, "workflow_type", workflow);
        else if (outcome is ActivityOutcome.Failed { Failure.ApplicationFailureInfo.Category: not ApplicationErrorCategory.Benign })
            metrics.Count(metrics.Instruments.ActivityFailed, "activity_type", activity, "workflow_type", workflow);
        else if (outcome is ActivityOutcome.Completed && task.ScheduledTime is { } scheduled)
            metrics.Record(
                metrics.Instruments.ActivityEndToEnd, DateTime.UtcNow - scheduled.ToDateTime(), "activity_type", activity, "workflow_type", workflow);
    }

    private async Task DecodeAsync(PollActivityTaskQueueResponse task)
    {
        if (settings.DataConverter.PayloadCodec is not { } codec)
            return;
        // Heartbeat details are decoded when they are asked for.
        var details = task.HeartbeatDetails;
        task.HeartbeatDetails = null;
        await PayloadTransform.Decoder(codec).ApplyAsync(task);
        task.HeartbeatDetails = details;
    }

    private static TimeSpan LimitOf(ActivityInfo info) =>
        info.StartToCloseTimeout is { } timeout ? timeout + TimeoutGrace : Timeout.InfiniteTimeSpan;

    private ActivityExecutionContext ToContext(PollActivityTaskQueueResponse task)
    {
        var info = ActivityInfoReader.Read(task, settings);
        var logger = settings.LoggerFactory.CreateLogger($"Temporalio.Activity:{info.ActivityType}");
        return new(
            info,
            new ActivityLogger(logger, info),
            info.DataConverter.PayloadConverter,
            settings.Client,
            () => settings.MeterOf(info.ActivityType),
            shutdown);
    }

    private async Task ReportAsync(PollActivityTaskQueueResponse task, ActivityOutcome outcome, Api.Common.V1.Payloads? unsentHeartbeat)
    {
        var codec = settings.DataConverter.PayloadCodec is { } c ? PayloadTransform.Encoder(c) : null;
        try
        {
            await SendAsync(task, outcome, unsentHeartbeat, codec);
        }
        catch (RpcException e)
        {
            // The service may have timed the attempt out, or closed the workflow; a retry is its business.
            settings.Logger.LogWarning(e, "Outcome of activity {ActivityId} was not taken", task.ActivityId);
        }
    }

    private async Task SendAsync(
        PollActivityTaskQueueResponse task, ActivityOutcome outcome, Api.Common.V1.Payloads? unsentHeartbeat, PayloadTransform? codec)
    {
        switch (outcome)
        {
            case ActivityOutcome.Completed completed:
                var completion = new RespondActivityTaskCompletedRequest
                {
                    Namespace = settings.Namespace,
                    TaskToken = task.TaskToken,
                    Identity = settings.Identity,
                    Result = new() { Payloads_ = { completed.Result } },
                    WorkerVersion = settings.VersionStamp,
                    DeploymentOptions = settings.Deployment,
                };
                await (codec?.ApplyAsync(completion) ?? Task.CompletedTask);
                await settings.Service.RespondActivityTaskCompletedAsync(completion, WorkerSettings.Retried());
                break;
            case ActivityOutcome.Failed failed:
                var failure = new RespondActivityTaskFailedRequest
                {
                    Namespace = settings.Namespace,
                    TaskToken = task.TaskToken,
                    Identity = settings.Identity,
                    Failure = failed.Failure,
                    LastHeartbeatDetails = unsentHeartbeat,
                    WorkerVersion = settings.VersionStamp,
                    DeploymentOptions = settings.Deployment,
                };
                await (codec?.ApplyAsync(failure) ?? Task.CompletedTask);
                await settings.Service.RespondActivityTaskFailedAsync(failure, WorkerSettings.Retried());
                break;
            case ActivityOutcome.Canceled:
                await settings.Service.RespondActivityTaskCanceledAsync(
                    new()
                    {
                        Namespace = settings.Namespace,
                        TaskToken = task.TaskToken,
                        Identity = settings.Identity,
                        WorkerVersion = settings.VersionStamp,
                        DeploymentOptions = settings.Deployment,
                    },
                    WorkerSettings.Retried());
                break;
        }
    }
}
