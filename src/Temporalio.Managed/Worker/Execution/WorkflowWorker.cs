using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Fetches workflow tasks, runs the code of their runs and reports what it did.</summary>
internal sealed class WorkflowWorker : IDisposable
{
    private readonly WorkerSettings settings;
    private readonly WorkflowTaskRunner runner;
    private readonly SemaphoreSlim slots;
    private readonly TaskPollers<PollWorkflowTaskQueueResponse> normal;
    private readonly TaskPollers<PollWorkflowTaskQueueResponse> sticky;

    public WorkflowWorker(WorkerSettings settings, WorkflowCode code, LocalActivityExecutor localActivities, CancellationToken stopping)
    {
        this.settings = settings;
        StickyQueue = settings.Options.MaxCachedWorkflows > 0 ? $"{settings.Identity}-{settings.InstanceKey}" : null;
        runner = new(settings, code, localActivities, StickyQueue, stopping);
        slots = new(settings.WorkflowSlots);
        normal = Pollers(new() { Name = settings.TaskQueue, Kind = TaskQueueKind.Normal });
        sticky = Pollers(new() { Name = StickyQueue ?? string.Empty, Kind = TaskQueueKind.Sticky, NormalName = settings.TaskQueue });
    }

    /// <summary>The queue for tasks of runs in memory; null when none are kept.</summary>
    public string? StickyQueue { get; }

    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var (normalCount, stickyCount) = PollCounts();
        var loops = Enumerable.Range(0, normalCount).Select(_ => normal.RunAsync(stopping, aborting))
            .Concat(Enumerable.Range(0, stickyCount).Select(_ => sticky.RunAsync(stopping, aborting)));
        await Task.WhenAll(loops);
    }

    public async Task FinishAsync()
    {
        await Task.WhenAll(normal.FinishAsync(), sticky.FinishAsync());
        runner.ForgetRuns();
    }

    public void Dispose() => slots.Dispose();

    /// <summary>Each open poll holds a slot, so neither kind may take all of them.</summary>
    private (int Normal, int Sticky) PollCounts()
    {
        var polls = Math.Min(settings.WorkflowPolls, settings.WorkflowSlots);
        if (StickyQueue is null)
            return (polls, 0);
        var normalPolls = Math.Clamp((int)(polls * settings.Options.NonStickyToStickyPollRatio), 1, polls - 1);
        return (normalPolls, polls - normalPolls);
    }

    private TaskPollers<PollWorkflowTaskQueueResponse> Pollers(TaskQueue queue) =>
        new("workflow task", slots, token => PollAsync(queue, token), runner.RunAsync, settings.Logger);

    private async Task<PollWorkflowTaskQueueResponse?> PollAsync(TaskQueue queue, CancellationToken token)
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
        if (task.TaskToken.IsEmpty)
            return null;
        if (task.WorkflowExecution is not null && task.WorkflowType is not null)
            return task;
        settings.Logger.LogError("A workflow task without execution or type was dropped");
        return null;
    }
}
