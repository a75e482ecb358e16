using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Execution;

/// <summary>Sends the heartbeats of one activity: the first at once, then the newest at most once per interval.</summary>
internal sealed class HeartbeatSender
{
    private readonly WorkerSettings settings;
    private readonly ActivityExecutionContext context;
    private readonly TimeSpan interval;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Payloads? pending;
    private Task? sending;

    public HeartbeatSender(WorkerSettings settings, ActivityExecutionContext context)
    {
        this.settings = settings;
        this.context = context;
        var options = settings.Options;
        var wanted = context.Info.HeartbeatTimeout is { } timeout ? timeout * 0.8 : options.DefaultHeartbeatThrottleInterval;
        interval = wanted < options.MaxHeartbeatThrottleInterval ? wanted : options.MaxHeartbeatThrottleInterval;
    }

    /// <summary>Details that have not reached the service; they travel with a failure.</summary>
    public Payloads? Unsent
    {
        get
        {
            lock (gate)
                return pending;
        }
    }

    /// <summary>Records a heartbeat. Returns at once.</summary>
    public void Record(object?[] details)
    {
        var payloads = new Payloads { Payloads_ = { context.PayloadConverter.ToPayloads(details) } };
        lock (gate)
        {
            pending = payloads;
            sending ??= Task.Run(SendLoopAsync);
        }
    }

    /// <summary>Stops sending. With <paramref name="flush"/> the newest details are sent before.</summary>
    public async Task EndAsync(bool flush)
    {
        ended.TrySetResult();
        Task? last;
        lock (gate)
            last = sending;
        if (last is not null)
            await last;
        if (flush && Take() is { } details)
            await SendAsync(details);
    }

    private async Task SendLoopAsync()
    {
        while (!ended.Task.IsCompleted)
        {
            if (Take() is { } details)
                await SendAsync(details);
            try
            {
                await ended.Task.WaitAsync(interval);
                return;
            }
            catch (TimeoutException)
            {
                // The interval is over: what came meanwhile may go.
            }
            lock (gate)
            {
                if (pending is not null)
                    continue;
                sending = null;
                return;
            }
        }
    }

    private Payloads? Take()
    {
        lock (gate)
        {
            var details = pending;
            pending = null;
            return details;
        }
    }

    private async Task SendAsync(Payloads details)
    {
        try
        {
            if (settings.DataConverter.PayloadCodec is { } codec)
                await PayloadTransform.Encoder(codec).ApplyAsync(details);
            var answer = await settings.Service.RecordActivityTaskHeartbeatAsync(
                new()
                {
                    Namespace = settings.Namespace,
                    TaskToken = ByteString.CopyFrom(context.Info.TaskToken),
                    Identity = settings.Identity,
                    Details = details,
                },
                WorkerSettings.Retried());
            if (answer.CancelRequested || answer.ActivityPaused || answer.ActivityReset)
                context.Cancel(ReasonOf(answer), new()
                {
                    IsCancelRequested = answer.CancelRequested,
                    IsPaused = answer.ActivityPaused,
                    IsReset = answer.ActivityReset,
                });
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            context.Cancel(ActivityCancelReason.GoneFromServer);
        }
        catch (RpcException e)
        {
            settings.Logger.LogWarning(e, "Heartbeat of activity {ActivityId} was not taken", context.Info.ActivityId);
        }
        catch (Exception e)
        {
            // A codec may fail in any way; without heartbeats the activity must not go on.
            settings.Logger.LogError(e, "Heartbeat of activity {ActivityId} could not be encoded", context.Info.ActivityId);
            context.Cancel(ActivityCancelReason.HeartbeatRecordFailure);
        }
    }

    private static ActivityCancelReason ReasonOf(Api.WorkflowService.V1.RecordActivityTaskHeartbeatResponse answer) =>
        answer.CancelRequested ? ActivityCancelReason.CancelRequested
        : answer.ActivityPaused ? ActivityCancelReason.Paused
        : ActivityCancelReason.Reset;
}
