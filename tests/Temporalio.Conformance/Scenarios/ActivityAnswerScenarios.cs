using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>B 41–43 and 45–48: answers of activities, good and bad.</summary>
public abstract class ActivityAnswerScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const int BlobLimit = 2 * 1024 * 1024;

    [Scenario]
    public async Task B41_ActivityIdStillPending_FailsTheTask()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity("1"));
        await Scene.Signal("go");
        var task = await Scene.PollTask();
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Scene.ScheduleActivity("1")));
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled Signaled TaskScheduled TaskStarted TaskFailed{cause=SCHEDULE_ACTIVITY_DUPLICATE_ID}
            """);
    }

    [Scenario]
    public async Task B42_CompletionFromElsewhere_CarriesThatIdentity()
    {
        await StartActivity();
        await Scene.CompleteActivity(await Scene.PollActivity(), "1", identity: "elsewhere@example");
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{identity=worker@example} ActivityCompleted{identity=elsewhere@example} TaskScheduled
            """);
    }

    [Scenario]
    public async Task B43_CompletionById_Completes()
    {
        await StartActivity();
        await Scene.PollActivity();
        await CompleteById();
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{identity=worker@example} ActivityCompleted{identity=elsewhere@example} TaskScheduled
            """);
    }

    [Scenario]
    public async Task B43_CompletionByIdBeforeStart_FabricatesTheStart()
    {
        await StartActivity();
        await CompleteById();
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{scheduledEventId=5} ActivityCompleted{startedEventId=6} TaskScheduled
            """);
    }

    [Scenario]
    public async Task B45_CanceledWithoutRequest_IsRefused()
    {
        await StartActivity();
        var activity = await Scene.PollActivity();
        await Scene.Refused(
            GrpcCode.InvalidArgument,
            () => Scene.CancelActivity(activity),
            "unable to mark activity as canceled without activity being request canceled first");
        await Scene.CompleteActivity(activity);
        await Scene.HistoryListed($"{FirstTask} ActivityScheduled ActivityStarted ActivityCompleted TaskScheduled");
    }

    [Scenario]
    public async Task B46_FailureOfAnotherKind_IsRefused()
    {
        await StartActivity();
        var activity = await Scene.PollActivity();
        var timeout = new Failure { Message = "mine", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } };
        await Scene.Refused(
            GrpcCode.InvalidArgument, () => Scene.FailActivity(activity, timeout), "Failure must have ApplicationFailureInfo.");
    }

    [Scenario]
    public async Task B47_LargeFailureBetweenAttempts_IsCut()
    {
        await StartActivity();
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application(new string('x', 5000)));
        var last = Assert.Single((await Scene.Describe()).PendingActivities).LastFailure;
        Assert.Equal("Failure exceeds size limit.", last.Message);
        Assert.NotNull(last.ServerFailureInfo);
        // The cut applies to the original, which becomes the cause.
        Assert.InRange(last.Cause.CalculateSize(), 4000, 4096);
        Assert.StartsWith("xxxx", last.Cause.Message, StringComparison.Ordinal);
    }

    [Scenario]
    public async Task B48_ResultTooLarge_FailsTheActivity()
    {
        await StartActivity();
        var activity = await Scene.PollActivity();
        await Scene.CompleteActivity(activity, Json.Of($"\"{new string('x', BlobLimit)}\""));
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted
            ActivityFailed{failure.message=Complete result exceeds size limit., failure.serverFailureInfo.nonRetryable=true,
                retryState=NON_RETRYABLE_FAILURE}
            TaskScheduled
            """);
    }

    private async Task StartActivity()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
    }

    private Task CompleteById()
        => Scene.Call<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>(
            "RespondActivityTaskCompletedById",
            new()
            {
                Namespace = Scene.Namespace,
                WorkflowId = Scene.Id,
                ActivityId = "1",
                Result = Json.Of("1"),
                Identity = "elsewhere@example",
            });

    public sealed class OnDevService() : ActivityAnswerScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ActivityAnswerScenarios(ServiceKind.Real);
}
