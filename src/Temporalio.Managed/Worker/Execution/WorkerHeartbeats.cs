using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Transport;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Execution;

/// <summary>Tells the service from time to time how a worker is. Nothing depends on it.</summary>
internal sealed class WorkerHeartbeats(WorkerSettings settings, WorkflowWorker? workflows, ActivityWorker? activities)
{
    private readonly DateTime began = DateTime.UtcNow;
    private readonly Dictionary<SlotPool, (int All, int Failed)> before = [];
    private DateTime last = DateTime.UtcNow;

    /// <summary>Tells it now and then until the worker stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (settings.Runtime.Options.WorkerHeartbeatInterval is not { } interval)
            return;
        try
        {
            using var timer = new PeriodicTimer(interval);
            do
                await SendAsync(stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // The worker stops; the call that says so carries the last one.
        }
        catch (RpcException e)
        {
            settings.Logger.LogDebug(e, "The service takes no heartbeats of workers");
        }
    }

    /// <summary>How the worker is now.</summary>
    public WorkerHeartbeat Now(WorkerStatus status)
    {
        lock (before)
            return Describe(status);
    }

    private WorkerHeartbeat Describe(WorkerStatus status)
    {
        var now = DateTime.UtcNow;
        var cache = workflows?.Cache;
        var heartbeat = new WorkerHeartbeat
        {
            WorkerInstanceKey = settings.InstanceKey,
            WorkerIdentity = settings.Identity,
            HostInfo = Host(),
            TaskQueue = settings.TaskQueue,
            DeploymentVersion = settings.DeploymentVersion is { } version ? new() { DeploymentName = version.DeploymentName, BuildId = version.BuildId } : null,
            SdkName = SdkIdentity.Name,
            SdkVersion = SdkIdentity.Version,
            Status = status,
            StartTime = Timestamp.FromDateTime(began),
            HeartbeatTime = Timestamp.FromDateTime(now),
            ElapsedSinceLastHeartbeat = Duration.FromTimeSpan(now - last),
            WorkflowTaskSlotsInfo = workflows is null ? null : Slots(settings.WorkflowSlots),
            LocalActivitySlotsInfo = workflows is null ? null : Slots(settings.LocalActivitySlots),
            ActivityTaskSlotsInfo = activities is null ? null : Slots(settings.ActivitySlots),
            WorkflowPollerInfo = Polls(workflows?.NormalPollers, settings.WorkflowPolls),
            WorkflowStickyPollerInfo = Polls(workflows?.StickyPollers, settings.WorkflowPolls),
            ActivityPollerInfo = Polls(activities?.Pollers, settings.ActivityPolls),
            TotalStickyCacheHit = cache?.Uses.Hits ?? 0,
            TotalStickyCacheMiss = cache?.Uses.Misses ?? 0,
            CurrentStickyCacheSize = cache?.Count ?? 0,
        };
        last = now;
        return heartbeat;
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        var request = new RecordWorkerHeartbeatRequest
        {
            Namespace = settings.Namespace,
            Identity = settings.Identity,
            WorkerHeartbeat = { Now(WorkerStatus.Running) },
        };
        await settings.Service.RecordWorkerHeartbeatAsync(request, WorkerSettings.Retried(stopping));
    }

    private WorkerHostInfo? Host()
    {
        if (settings.Runtime.Options.DisableEnvironmentInfo)
            return null;
        var (memory, processor) = ResourceUsage.Current.Read();
        return new()
        {
            HostName = Environment.MachineName,
            ProcessId = $"{Environment.ProcessId}",
            CurrentHostCpuUsage = (float)processor,
            CurrentHostMemUsage = (float)memory,
        };
    }

    private WorkerSlotsInfo Slots(SlotPool slots)
    {
        var (all, failed) = slots.Processed;
        var (allBefore, failedBefore) = before.GetValueOrDefault(slots);
        before[slots] = (all, failed);
        return new()
        {
            CurrentAvailableSlots = slots.Size - slots.Used ?? -1,
            CurrentUsedSlots = slots.Used,
            SlotSupplierKind = slots.Kind,
            TotalProcessedTasks = all,
            TotalFailedTasks = failed,
            LastIntervalProcessedTasks = all - allBefore,
            LastIntervalFailureTasks = failed - failedBefore,
        };
    }

    private static WorkerPollerInfo? Polls<TTask>(TaskPollers<TTask>? pollers, (int Minimum, int Maximum, int Initial) bounds)
        where TTask : class => pollers is null
        ? null
        : new()
        {
            CurrentPollers = pollers.Open,
            LastSuccessfulPollTime = pollers.LastTask is { } time ? Timestamp.FromDateTime(time) : null,
            IsAutoscaling = bounds.Minimum != bounds.Maximum,
        };
}
