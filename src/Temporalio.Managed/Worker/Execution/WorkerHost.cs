using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Execution;

/// <summary>The life of a worker: checks the namespace, polls, and shuts down in order.</summary>
internal sealed class WorkerHost : IDisposable
{
    /// <summary>How long open polls may take to end after the service was told that the worker shuts down.</summary>
    private static readonly TimeSpan PollEndTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan DeadlockTimeout = TimeSpan.FromSeconds(2);

    private readonly WorkerSettings settings;
    private readonly WorkflowWorker? workflows;
    private readonly ActivityWorker? activities;
    private readonly WorkerHeartbeats heartbeats;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();
    private int disposed;

    public WorkerHost(WorkerSettings settings)
    {
        this.settings = settings;
        var options = settings.Options;
        var activityCode = new ActivityCode(options.Activities, settings.Interceptors, options.ActivityTaskFactory);
        var localActivities = new LocalActivityExecutor(settings, activityCode, stopping.Token);
        if (options.Activities.Count > 0)
            activities = new(settings, activityCode, stopping.Token);
        if (options.Workflows.Count > 0)
            workflows = new(settings, new(options.Workflows)
            {
                Namespace = settings.Namespace,
                TaskQueue = settings.TaskQueue,
                DataConverter = settings.DataConverter,
                Interceptors = settings.Interceptors,
                LoggerFactory = settings.LoggerFactory,
                FailureExceptionTypes = options.WorkflowFailureExceptionTypes ?? [],
                PatchActivationCallback = options.PatchActivationCallback,
                StackTrace = options.WorkflowStackTrace,
                GuardsScheduler = !options.DisableWorkflowTracingEventListener,
                MetricMeter = () => settings.Runtime.MetricMeter,
                BuildId = settings.BuildId,
                DeploymentVersion = settings.DeploymentVersion,
                DeadlockTimeout = options.DebugMode ? Timeout.InfiniteTimeSpan : DeadlockTimeout,
                TaskStarting = e => options.OnTaskStarting(this, e),
                TaskCompleted = e => options.OnTaskCompleted(this, e),
            }, localActivities, activities, stopping.Token);
        heartbeats = new(settings, workflows, activities);
    }

    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken)
    {
        using var seats = OfferSeats();
        var capabilities = await ValidateAsync(stoppingToken);
        var endsPolls = capabilities?.WorkerPollCompleteOnShutdown == true;
        var beating = capabilities?.WorkerHeartbeats == true ? heartbeats.RunAsync(stopping.Token) : Task.CompletedTask;
        settings.Metrics.Count(settings.Metrics.Instruments.WorkerStart);
        var polling = Task.WhenAll(
            workflows?.RunAsync(stopping.Token, aborting.Token) ?? Task.CompletedTask,
            activities?.RunAsync(stopping.Token, aborting.Token) ?? Task.CompletedTask);
        var stopped = new TaskCompletionSource();
        await using var registration = stoppingToken.Register(() => stopped.TrySetResult());
        var user = untilComplete();
        try
        {
            var first = await Task.WhenAny(user, polling, stopped.Task);
            if (first == polling)
                await polling;
        }
        finally
        {
            await ShutDownAsync(polling, endsPolls);
            await beating;
        }
        stoppingToken.ThrowIfCancellationRequested();
        return await user;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        stopping.Cancel();
        aborting.Cancel();
        stopping.Dispose();
        aborting.Dispose();
    }

    /// <summary>Lets workflows that this process starts on the same connection have their first task at once.</summary>
    private IDisposable? OfferSeats() => workflows is not null && settings.Client.Connection is TemporalConnection connection
        ? connection.EagerWorkers.Add(settings.Namespace, settings.TaskQueue, new(workflows.TryReserveEager, workflows.Accept, settings.Deployment))
        : null;

    /// <returns>What the service can do in this namespace.</returns>
    private async Task<Api.Namespace.V1.NamespaceInfo.Types.Capabilities?> ValidateAsync(CancellationToken token)
    {
        try
        {
            var described = await settings.Service.DescribeNamespaceAsync(new() { Namespace = settings.Namespace }, WorkerSettings.Retried(token));
            return described.NamespaceInfo?.Capabilities;
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException($"Worker validation failed: {e.Message}", e);
        }
    }

    private async Task ShutDownAsync(Task polling, bool endsPolls)
    {
        await stopping.CancelAsync();
        var told = await TellServiceAsync();
        if (told && endsPolls)
            await Task.WhenAny(polling, Task.Delay(PollEndTimeout));
        await aborting.CancelAsync();
        try
        {
            await polling;
        }
        catch (RpcException e)
        {
            // Reported by the caller when it is what ended the worker.
            settings.Logger.LogWarning(e, "Polling ended with an error");
        }
        if (workflows is not null)
            await workflows.FinishAsync();
        if (activities is not null)
            await activities.FinishAsync();
    }

    private async Task<bool> TellServiceAsync()
    {
        var request = new Api.WorkflowService.V1.ShutdownWorkerRequest
        {
            Namespace = settings.Namespace,
            StickyTaskQueue = workflows?.StickyQueue ?? string.Empty,
            Identity = settings.Identity,
            Reason = "graceful shutdown",
            WorkerInstanceKey = settings.InstanceKey,
            TaskQueue = settings.TaskQueue,
            WorkerHeartbeat = heartbeats.Now(WorkerStatus.ShuttingDown),
        };
        if (workflows is not null)
            request.TaskQueueTypes.Add(TaskQueueType.Workflow);
        if (activities is not null)
            request.TaskQueueTypes.Add(TaskQueueType.Activity);
        try
        {
            await settings.Service.ShutdownWorkerAsync(request, new() { Timeout = PollEndTimeout });
            return true;
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Older services do not know the call; without it open polls are simply dropped.
            settings.Logger.LogDebug(e, "The service was not told that the worker shuts down");
            return false;
        }
    }
}
