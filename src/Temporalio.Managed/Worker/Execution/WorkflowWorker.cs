using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>Fetches workflow tasks, runs the code of their runs and reports what it did.</summary>
internal sealed class WorkflowWorker
{
    private readonly WorkerSettings settings;
    private readonly WorkflowTaskRunner runner;
    private readonly TaskPollers<PollWorkflowTaskQueueResponse> normal;
    private readonly TaskPollers<PollWorkflowTaskQueueResponse> sticky;
    private readonly CancellationToken stopping;

    public WorkflowWorker(WorkerSettings settings, WorkflowCode code, LocalActivityExecutor localActivities, ActivityWorker? activities, CancellationToken stopping)
    {
        this.settings = settings;
        StickyQueue = settings.Options.MaxCachedWorkflows > 0 ? $"{settings.Identity}-{settings.InstanceKey}" : null;
        this.stopping = stopping;
        runner = new(settings, code, localActivities, activities, StickyQueue, stopping);
        normal = NewPollers(PollerKind.Workflow, new() { Name = settings.TaskQueue, Kind = TaskQueueKind.Normal });
        sticky = NewPollers(PollerKind.StickyWorkflow, new() { Name = StickyQueue ?? string.Empty, Kind = TaskQueueKind.Sticky, NormalName = settings.TaskQueue });
    }

    /// <summary>The queue for tasks of runs in memory; null when none are kept.</summary>
    public string? StickyQueue { get; }

    public TaskPollers<PollWorkflowTaskQueueResponse> NormalPollers => normal;

    public TaskPollers<PollWorkflowTaskQueueResponse> StickyPollers => sticky;

    public RunCache Cache => runner.Cache;

    /// <summary>A slot for the first task of a workflow that this process starts; null when there is none or the worker stops.</summary>
    public SlotPool.Slot? TryReserveEager() => stopping.IsCancellationRequested ? null : settings.WorkflowSlots.TryReserve();

    /// <summary>Runs the first task of a workflow, which the service returned with its start.</summary>
    public void Accept(PollWorkflowTaskQueueResponse task, SlotPool.Slot slot) => normal.Accept(task, slot);

    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        if (StickyQueue is null)
        {
            var (minimum, maximum, initial) = settings.WorkflowPolls;
            await normal.RunAsync(new(minimum, maximum, initial), stopping, aborting);
            return;
        }
        // Each open poll holds a slot, so neither kind may take all of them.
        var (ofNormal, ofSticky) = PollerScale.Split(settings.WorkflowPolls, settings.Options.NonStickyToStickyPollRatio);
        await Task.WhenAll(normal.RunAsync(ofNormal, stopping, aborting), sticky.RunAsync(ofSticky, stopping, aborting));
    }

    public async Task FinishAsync()
    {
        await Task.WhenAll(normal.FinishAsync(), sticky.FinishAsync());
        runner.ForgetRuns();
    }

    private TaskPollers<PollWorkflowTaskQueueResponse> NewPollers(PollerKind kind, TaskQueue queue) =>
        new(kind, settings.WorkflowSlots, settings.Metrics, settings.Logger)
        {
            Poll = token => PollAsync(queue, token),
            Handle = runner.RunAsync,
            Describe = task => new SlotInfo.WorkflowSlotInfo(task.WorkflowType.Name, kind.IsSticky),
        };

    private async Task<Polled<PollWorkflowTaskQueueResponse>> PollAsync(TaskQueue queue, CancellationToken token)
    {
        var task = await settings.Service.PollWorkflowTaskQueueAsync(
            new()
            {
                Namespace = settings.Namespace,
                TaskQueue = queue,
                Identity = settings.Identity,
                WorkerInstanceKey = settings.InstanceKey,
                DeploymentOptions = settings.Deployment,
                WorkerVersionCapabilities = settings.VersionCapabilities,
            },
            WorkerSettings.Retried(token));
        var suggestion = task.PollerScalingDecision?.PollRequestDeltaSuggestion;
        var metrics = settings.Metrics;
        if (task.TaskToken.IsEmpty)
        {
            metrics.Count(metrics.Instruments.WorkflowPollEmpty);
            return new(null, suggestion);
        }
        if (task.WorkflowExecution is null || task.WorkflowType is null)
        {
            settings.Logger.LogError("A workflow task without execution or type was dropped");
            return new(null, suggestion);
        }
        metrics.Count(metrics.Instruments.WorkflowPollSucceed);
        if (task.StartedTime is { } started && task.ScheduledTime is { } scheduled)
            metrics.Record(metrics.Instruments.WorkflowTaskScheduleToStart, (started - scheduled).ToTimeSpan());
        return new(task, suggestion);
    }
}
