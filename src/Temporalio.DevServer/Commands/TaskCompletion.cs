using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Commands;

/// <summary>A worker has completed a workflow task: takes over what it decided, or fails the task for it.</summary>
internal sealed class TaskCompletion(Unit unit, Run run, RespondWorkflowTaskCompletedRequest request)
{
    private const int EventsWorthDiscarding = 10;
    private static readonly TimeSpan LongestHeartbeats = TimeSpan.FromMinutes(30);

    public RespondWorkflowTaskCompletedResponse Apply()
    {
        var task = run.Tasks.Pending!;
        if (LeavesNoTrace(task)) return Discard();
        if (new CommandChecker(run, request).Check() is { } failure) return Refuse(task, failure);
        unit.Join(run);
        if (HeartbeatsTooLong(task)) return EndHeartbeats();
        return Accept();
    }

    private RespondWorkflowTaskCompletedResponse Accept()
    {
        var completed = run.Tasks.Complete(new()
        {
            Identity = request.Identity,
            BinaryChecksum = request.BinaryChecksum,
            WorkerVersion = request.WorkerVersionStamp,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
        });
        run.State.CloseRefused = false;
        run.Tasks.SetSticky(request.StickyAttributes);
        FirstTaskRecord.Note(run, completed);

        var applier = new CommandApplier(run, request, completed.EventId);
        applier.Apply();
        if (!request.ForceCreateNewWorkflowTask) run.Updates.RejectUnanswered();
        run.Queries.Answer(request.QueryResults);

        var response = new RespondWorkflowTaskCompletedResponse();
        if (!run.IsOpen) return response;
        ScheduleNext();
        StartEagerActivities(applier.EagerActivities, response);
        StartNext(response);
        return response;
    }

    private void ScheduleNext()
    {
        if (request.ForceCreateNewWorkflowTask || run.Events.HasBuffered) run.Tasks.Schedule(TaskKind.Normal);
        else if (run.Updates.HasUnsent) run.Tasks.Schedule(TaskKind.Speculative);
        if (!run.Tasks.IsPending) run.Queries.Unblock();
    }

    private void StartNext(RespondWorkflowTaskCompletedResponse response)
    {
        if (!request.ReturnNewWorkflowTask || !run.Tasks.IsPending) return;
        var sticky = run.Tasks.IsSticky;
        run.Tasks.Start(request.Identity, "request-from-RespondWorkflowTaskCompleted", sticky, request.WorkerVersionStamp);
        response.WorkflowTask = WorkflowTaskAnswer.For(run, sticky);
    }

    private void StartEagerActivities(List<long> ids, RespondWorkflowTaskCompletedResponse response)
    {
        foreach (var id in ids)
        {
            if (run.Activities.Find(id) is not { } activity) continue;
            run.Activities.Start(activity, request.Identity, Guid.NewGuid().ToString(), request.WorkerVersionStamp);
            response.ActivityTasks.Add(ActivityTaskAnswer.For(run, activity));
        }
    }

    /// <summary>A speculative task whose worker only rejected updates is as if it had never been.</summary>
    private bool LeavesNoTrace(WorkflowTaskState task)
    {
        if (task.Kind != TaskKind.Speculative || request.Commands.Count > 0 || request.ForceCreateNewWorkflowTask) return false;
        if (!request.Messages.All(m => m.Body.Is(Rejection.Descriptor))) return false;
        var otherEvents = task.ScheduledId - (run.State.LastStartedId + 2);
        return otherEvents == 0 ||
            (otherEvents <= EventsWorthDiscarding && request.Capabilities?.DiscardSpeculativeWorkflowTaskWithEvents == true);
    }

    private RespondWorkflowTaskCompletedResponse Discard()
    {
        unit.JoinInMemory(run);
        foreach (var message in request.Messages)
        {
            if (message.Body.TryUnpack<Rejection>(out var rejection)) run.Updates.Reject(message.ProtocolInstanceId, rejection.Failure);
        }

        run.Updates.RejectUnanswered();
        run.Queries.Answer(request.QueryResults);
        run.Tasks.Drop();
        var response = new RespondWorkflowTaskCompletedResponse { ResetHistoryEventId = run.State.LastStartedId };
        ScheduleNext();
        StartNext(response);
        return response;
    }

    /// <summary>Nothing of the task is kept; the worker is told, and on the first attempt the history too.</summary>
    private RespondWorkflowTaskCompletedResponse Refuse(WorkflowTaskState task, CommandFailure failure)
    {
        var error = ServiceError.InvalidArgument(failure.Message);
        if (task.Attempt > 1 && failure.Cause != WorkflowTaskFailedCause.UnhandledCommand && !failure.EndsRun) throw error;
        unit.Join(run);
        unit.ErrorAfterWrite = error;
        if (failure.Cause == WorkflowTaskFailedCause.UnhandledCommand) run.State.CloseRefused = true;
        run.Tasks.Fail(failure.Cause, new Failure { Message = failure.Message, ServerFailureInfo = new ServerFailureInfo() }, request.Identity);
        run.Updates.AbortSent();
        if (failure.EndsRun) run.Closing.Terminate(failure.Message, null, ServiceIdentity.History);
        else run.Tasks.Schedule(TaskKind.Normal);
        return new RespondWorkflowTaskCompletedResponse();
    }

    private bool HeartbeatsTooLong(WorkflowTaskState task)
    {
        if (!request.ForceCreateNewWorkflowTask || request.Commands.Count > 0)
        {
            run.State.HeartbeatSince = null;
            return false;
        }

        run.State.HeartbeatSince ??= task.OriginalScheduledTime;
        return unit.Now - run.State.HeartbeatSince.ToDateTime() > LongestHeartbeats;
    }

    private RespondWorkflowTaskCompletedResponse EndHeartbeats()
    {
        run.State.HeartbeatSince = null;
        unit.ErrorAfterWrite = ServiceError.NotFound("workflow task heartbeat timeout");
        run.Tasks.TimeOut();
        return new RespondWorkflowTaskCompletedResponse();
    }
}
