using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Machines;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Worker.Execution;

/// <summary>Works off one workflow task, and the tasks that the service returns with its completion.</summary>
internal sealed class WorkflowTaskRunner
{
    private const string LegacyQueryId = "legacy_query";

    /// <summary>Share of the workflow task timeout after which local activities ask for another task.</summary>
    private const double HeartbeatShare = 0.8;

    private readonly WorkerSettings settings;
    private readonly WorkflowCode code;
    private readonly string? stickyQueue;
    private readonly CancellationToken stopping;
    private readonly LocalActivityExecutor localActivities;
    private readonly ActivityWorker? activities;
    private readonly RunCache cache;
    private readonly WorkflowTaskReports reports;
    private readonly PayloadTransform? encoder;
    private readonly PayloadTransform? decoder;

    public WorkflowTaskRunner(WorkerSettings settings, WorkflowCode code, LocalActivityExecutor localActivities, ActivityWorker? activities, string? stickyQueue, CancellationToken stopping)
    {
        this.settings = settings;
        this.code = code;
        this.localActivities = localActivities;
        this.activities = activities;
        this.stickyQueue = stickyQueue;
        this.stopping = stopping;
        cache = new(settings.Options.MaxCachedWorkflows, settings.Metrics);
        if (settings.DataConverter.PayloadCodec is { } codec)
        {
            encoder = PayloadTransform.Encoder(codec);
            decoder = PayloadTransform.Decoder(codec);
        }
        reports = new(settings, encoder);
    }

    public RunCache Cache => cache;

    private WorkerMetrics Metrics => settings.Metrics;

    private bool IsSticky => stickyQueue is not null;

    public async Task RunAsync(PollWorkflowTaskQueueResponse first, SlotPool.Slot slot)
    {
        for (PollWorkflowTaskQueueResponse? task = first; task is not null;)
        {
            var began = Stopwatch.GetTimestamp();
            var type = task.WorkflowType.Name;
            task = await RunOneAsync(task, slot);
            Metrics.Record(Metrics.Instruments.WorkflowTaskExecution, Stopwatch.GetElapsedTime(began), "workflow_type", type);
        }
    }

    /// <summary>Drops all runs and cancels their local activities.</summary>
    public void ForgetRuns() => cache.Clear();

    /// <returns>The next task of the run, when the service returned it at once.</returns>
    private async Task<PollWorkflowTaskQueueResponse?> RunOneAsync(PollWorkflowTaskQueueResponse task, SlotPool.Slot slot)
    {
        CachedRun run;
        try
        {
            run = await PrepareAsync(task);
        }
        catch (Exception e)
        {
            // Whatever went wrong while the history was fetched fails the task.
            slot.Failed = true;
            await FailAsync(task, null, new InvalidOperationException($"Fetching history failed: {e.Message}", e));
            return null;
        }
        try
        {
            return await RunOnAsync(run, task, slot);
        }
        finally
        {
            run.Turn.Release();
            cache.Trim();
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> RunOnAsync(CachedRun run, PollWorkflowTaskQueueResponse task, SlotPool.Slot slot)
    {
        if (task.StartedEventId == 0 && task.Query is not null)
        {
            await AnswerAsync(run, task);
            return null;
        }
        RespondWorkflowTaskCompletedRequest completion;
        try
        {
            completion = await CompleteAsync(run, task);
        }
        catch (Exception e)
        {
            // The code, or a converter, or the machine: all of them fail the task.
            if (e is not WorkflowNondeterminismException || !code.FailsWorkflow(run, e))
            {
                slot.Failed = true;
                await FailAsync(task, run, e);
                return null;
            }
            completion = NewCompletion(run, task);
            completion.Commands.Add(EndCommands.Fail(ToFailure(e)).Command);
            if (encoder is not null)
                await encoder.ApplyAsync(completion);
        }
        var reserved = ReserveEager(completion);
        try
        {
            return await SendAsync(run, task, completion, reserved);
        }
        finally
        {
            // What the service did not make use of.
            foreach (var unused in reserved)
                unused.Release();
        }
    }

    /// <summary>Reserves slots for activities that the service may return at once, and asks for no more than those.</summary>
    private Queue<SlotPool.Slot> ReserveEager(RespondWorkflowTaskCompletedRequest completion)
    {
        var slots = new Queue<SlotPool.Slot>();
        foreach (var command in completion.Commands)
        {
            if (command.ScheduleActivityTaskCommandAttributes is not { RequestEagerExecution: true } activity)
                continue;
            var slot = activity.TaskQueue.Name == settings.TaskQueue && slots.Count < settings.Options.MaxEagerActivityReservationsPerWorkflowTask
                ? activities?.TryReserveEager()
                : null;
            activity.RequestEagerExecution = slot is not null;
            if (slot is not null)
                slots.Enqueue(slot);
        }
        return slots;
    }

    /// <summary>Finds or makes the run and feeds it the events of the task. Returns with its turn taken.</summary>
    private async Task<CachedRun> PrepareAsync(PollWorkflowTaskQueueResponse task)
    {
        var events = await HistoryLoader.CompleteAsync(settings, task);
        var isQuery = task.StartedEventId == 0;
        var known = cache.Find(task.WorkflowExecution.RunId);
        if (known is not null)
        {
            await known.Turn.WaitAsync();
            var startsAnew = !isQuery && !known.LocalActivities.Any && events.Count > 0 && events[0].EventId == 1;
            var follows = events.Count == 0 ? !isQuery || known.Machine.LastStartedEventId >= task.PreviousStartedEventId
                : events[0].EventId <= known.Machine.NextEventId;
            if (!startsAnew && follows && cache.Find(known.RunId) == known)
            {
                cache.CountHit();
                return await FeedAsync(known, task, events);
            }
            cache.Evict(known);
            known.Turn.Release();
        }
        if (events.Count == 0 || events[0].EventId > 1)
        {
            cache.CountMiss();
            events = await HistoryLoader.FromStartAsync(settings, task, events);
        }
        var run = code.NewRun(task.WorkflowExecution.RunId);
        await run.Turn.WaitAsync();
        cache.Add(run);
        return await FeedAsync(run, task, events);
    }

    private async Task<CachedRun> FeedAsync(CachedRun run, PollWorkflowTaskQueueResponse task, IReadOnlyList<HistoryEvent> events)
    {
        try
        {
            if (decoder is not null)
                await DecodeAsync(task, events);
            run.Machine.Feed(events, task.PreviousStartedEventId, task.Messages);
            return run;
        }
        catch
        {
            cache.Evict(run);
            run.Turn.Release();
            throw;
        }
    }

    /// <summary>Decodes the events, and what else the task carries.</summary>
    private async Task DecodeAsync(PollWorkflowTaskQueueResponse task, IReadOnlyList<HistoryEvent> events)
    {
        task.History = null;
        await decoder!.ApplyAsync(task);
        foreach (var e in events)
            await decoder.ApplyAsync(e);
    }

    private async Task AnswerAsync(CachedRun run, PollWorkflowTaskQueueResponse task)
    {
        var request = new RespondQueryTaskCompletedRequest { Namespace = settings.Namespace, TaskToken = task.TaskToken };
        try
        {
            await run.RunCodeAsync();
            await run.ActivateAsync(run.Machine.QueryActivation([new(LegacyQueryId, task.Query)]));
            var answer = run.Instance!.Answers[LegacyQueryId];
            request.CompletedType = answer.ResultType;
            request.QueryResult = answer.Answer;
            request.ErrorMessage = answer.ErrorMessage;
            request.Failure = answer.Failure;
        }
        catch (Exception e)
        {
            // The asker gets to know why the run could not answer.
            cache.Evict(run);
            request.CompletedType = QueryResultType.Failed;
            request.ErrorMessage = e.Message;
            request.Failure = ToFailure(e);
        }
        if (encoder is not null)
            await encoder.ApplyAsync(request);
        try
        {
            await settings.Service.RespondQueryTaskCompletedAsync(request, WorkerSettings.Retried());
        }
        catch (RpcException e)
        {
            settings.Logger.LogWarning(e, "Answer of query {Query} to workflow {WorkflowId} was not taken", task.Query.QueryType, task.WorkflowExecution.WorkflowId);
        }
    }

    private async Task<RespondWorkflowTaskCompletedRequest> CompleteAsync(CachedRun run, PollWorkflowTaskQueueResponse task)
    {
        var heartbeat = await RunCodeAsync(run);
        var completion = NewCompletion(run, task);
        completion.ForceCreateNewWorkflowTask = heartbeat;

        // A worker that shuts down leaves the next task to others.
        completion.ReturnNewWorkflowTask = (completion.ReturnNewWorkflowTask || heartbeat) && !stopping.IsCancellationRequested;

        // Queries of a heartbeat are asked again.
        if (task.Queries.Count > 0 && !heartbeat)
            await AnswerAttachedAsync(run, task, completion);
        var (commands, messages) = run.Machine.TakeOutgoing();
        completion.Commands.AddRange(commands);
        completion.Messages.AddRange(messages);
        if (encoder is not null)
            await encoder.ApplyAsync(completion);
        return completion;
    }

    /// <summary>Runs the code, and its local activities as long as the time of the task allows.</summary>
    /// <returns>Whether local activities go on, so that another task is needed.</returns>
    private async Task<bool> RunCodeAsync(CachedRun run)
    {
        var watch = Stopwatch.StartNew();
        await run.RunCodeAsync();
        while (true)
        {
            var goesOn = run.Machine.HasLocalActivities && !run.Machine.HasTerminalCommand && !run.Machine.Replaying;
            run.LocalActivities.Any = goesOn;
            if (!goesOn)
                return false;
            foreach (var activity in run.Machine.TakeLocalActivitiesToStart())
                run.LocalActivities.Start(activity, localActivities, run.Instance!);
            var wait = (run.Instance!.Info.TaskTimeout * HeartbeatShare) - watch.Elapsed;
            if (await run.LocalActivities.NextAsync(wait) is not { } result)
                return true;
            run.Machine.EndLocalActivity(result.Machine, result.Marker);
            await run.RunCodeAsync();
        }
    }

    private RespondWorkflowTaskCompletedRequest NewCompletion(CachedRun run, PollWorkflowTaskQueueResponse task)
    {
        var completion = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = settings.Namespace,
            TaskToken = task.TaskToken,
            Identity = settings.Identity,
            WorkerInstanceKey = settings.InstanceKey,
            DeploymentOptions = settings.Deployment,
            WorkerVersionStamp = settings.VersionStamp,
            VersioningBehavior = BehaviorOf(run),
            SdkMetadata = settings.ServiceTakesSdkMetadata ? run.Machine.TakeMetadata() : null,
            MeteringMetadata = new(),
            Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true },
        };
        if (IsSticky)
        {
            completion.ReturnNewWorkflowTask = true;
            completion.StickyAttributes = new()
            {
                WorkerTaskQueue = new() { Name = stickyQueue, Kind = TaskQueueKind.Sticky, NormalName = settings.TaskQueue },
                ScheduleToStartTimeout = Duration.FromTimeSpan(settings.Options.StickyQueueScheduleToStartTimeout),
            };
        }
        return completion;
    }

    private static async Task AnswerAttachedAsync(
        CachedRun run, PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest completion)
    {
        var queries = task.Queries.Select(q => new QueryJob(q.Key, q.Value)).ToArray();
        await run.ActivateAsync(run.Machine.QueryActivation(queries));
        foreach (var query in queries)
            completion.QueryResults[query.Id] = run.Instance!.Answers[query.Id];
    }

    private VersioningBehavior BehaviorOf(CachedRun run)
    {
        var own = run.Instance?.Definition.VersioningBehavior ?? Common.VersioningBehavior.Unspecified;
        var behavior = own == Common.VersioningBehavior.Unspecified
            ? settings.Options.DeploymentOptions?.DefaultVersioningBehavior ?? own
            : own;
        return settings.Options.DeploymentOptions is { UseWorkerVersioning: true } ? (VersioningBehavior)behavior : VersioningBehavior.Unspecified;
    }

    private async Task<PollWorkflowTaskQueueResponse?> SendAsync(
        CachedRun run, PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest completion, Queue<SlotPool.Slot> reserved)
    {
        try
        {
            var answer = await settings.Service.RespondWorkflowTaskCompletedAsync(completion, WorkerSettings.Retried());
            reports.CountEnd(run, task, completion);
            foreach (var activity in answer.ActivityTasks)
            {
                if (reserved.TryDequeue(out var slot))
                    activities!.Accept(activity, slot);
            }
            if (answer.ResetHistoryEventId > 0)
                run.Machine.ForgetAfter(task.StartedEventId - 2, answer.ResetHistoryEventId);
            return answer.WorkflowTask is { TaskToken.IsEmpty: false } next ? next : null;
        }
        catch (RpcException e) when (e.Code == StatusCode.InvalidArgument && e.Message.Contains("UnhandledCommand", StringComparison.Ordinal))
        {
            // Something came in meanwhile: a task that holds it is on its way.
            cache.Evict(run);
            return null;
        }
        catch (RpcException e) when (e.Code == StatusCode.ResourceExhausted && e.Message.Contains("larger than max", StringComparison.Ordinal))
        {
            await FailAsync(task, run, e);
            return null;
        }
        catch (RpcException e)
        {
            cache.Evict(run);
            settings.Logger.LogWarning(
                e, "Completion of a task of workflow {WorkflowId} was not taken", task.WorkflowExecution.WorkflowId);
            return null;
        }
    }

    private Task FailAsync(PollWorkflowTaskQueueResponse task, CachedRun? run, Exception error)
    {
        if (run is not null)
            cache.Evict(run);
        return reports.FailAsync(task, error);
    }

    private Failure ToFailure(Exception error) => reports.ToFailure(error);
}
