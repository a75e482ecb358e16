using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>N 177–190: validation, limits and rules of the calls themselves.</summary>
public abstract class ProtocolScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const int BlobLimit = 2 * 1024 * 1024;

    [Scenario]
    public async Task N177_UnknownNamespace_IsNotFound()
    {
        var error = await Scene.Refused(
            GrpcCode.NotFound, () => Scene.Start(r => r.Namespace = "nowhere"), "Namespace nowhere is not found.");
        Assert.Equal("nowhere", error.Detail<NamespaceNotFoundFailure>().Namespace);
    }

    [Scenario]
    public async Task N178_MissingFields_AreRefused()
    {
        await Invalid(r => r.WorkflowId = "", "WorkflowId is not set on request.");
        await Invalid(r => r.WorkflowType = null, "WorkflowType is not set on request.");
        await Invalid(r => r.TaskQueue = null, "taskQueue is not set");
        await Invalid(r => r.TaskQueue.Name = "", "missing task queue name");
        await Invalid(r => r.RetryPolicy = Scene.Retry(coefficient: 0.5));
        await Invalid(r => r.WorkflowId = new string('x', 1001));
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Describe("no-uuid"), "Invalid RunId.");
    }

    [Scenario]
    public async Task N179_InputTooLarge_IsRefused()
        => await Invalid(r => r.Input = Json.Of($"\"{new string('x', BlobLimit)}\""), "Blob data size exceeds limit.");

    [Scenario]
    public async Task N179_ActivityInputTooLarge_TerminatesTheRun()
    {
        const string Text = "BadScheduleActivityAttributes: ScheduleActivityTaskCommandAttributes.Input exceeds size limit.";
        await Scene.Start();
        var task = await Scene.PollTask();
        var command = Scene.ScheduleActivity(change: a => a.Input = Json.Of($"\"{new string('x', BlobLimit)}\""));
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, command), Text);
        await Scene.HistoryIs($$"""
            Started TaskScheduled TaskStarted TaskFailed{cause=BAD_SCHEDULE_ACTIVITY_ATTRIBUTES}
            Terminated{reason='{{Text}}', identity=history-service}
            """);
    }

    [Scenario]
    public async Task N180_CommandAfterClose_IsRefusedWithoutEvent()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Refused(
            GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.CompleteWorkflow(), Commands.StartTimer("1", 60)));
        await Scene.HistoryListed("Started TaskScheduled TaskStarted");
        await Scene.Complete(task, Commands.CompleteWorkflow());
    }

    [Scenario]
    public async Task N181_PollWithoutDeadline_IsRefused()
        => await Scene.Refused(
            GrpcCode.InvalidArgument,
            () => Scene.CallWithoutDeadline<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(
                "PollWorkflowTaskQueue", new() { Namespace = Scene.Namespace, TaskQueue = new() { Name = Scene.Queue } }),
            "Context timeout is not set.");

    [Scenario]
    public async Task N181_PollWithShortDeadline_IsRefused()
        => await Scene.Refused(GrpcCode.FailedPrecondition, () => Scene.TryPollTask(1), "Context timeout is too short.");

    [Scenario]
    public async Task N181_PollWithoutTask_AnswersEmptyBeforeTheDeadline()
    {
        var task = await Scene.TryPollTask(3);
        Assert.True(task.TaskToken.IsEmpty);
    }

    [Scenario]
    public async Task N182_AbandonedPoll_TakesNoTask()
    {
        using (var left = await NewScene())
        {
            using var leave = new CancellationTokenSource();
            using var client = new WireClient(left.Address);
            var poll = client.CallAsync<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(
                "PollWorkflowTaskQueue",
                new() { Namespace = Scene.Namespace, TaskQueue = new() { Name = Scene.Queue }, Identity = "gone" },
                TimeSpan.FromSeconds(30),
                leave.Token);
            await Scene.Until(async () => (await Scene.DescribeQueue(Scene.Queue, TaskQueueType.Workflow)).Pollers.Count > 0);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        }

        await Scene.Start();
        Assert.Equal(1, (await Scene.PollTask()).Attempt);
    }

    [Scenario]
    public async Task N183_ErrorTextWithOtherLetters_SurvivesTheTrailer()
    {
        await Scene.Start();
        await Scene.RunTask();
        var query = Scene.Query();
        await Scene.FailQuery(await Scene.PollTask(), "größer als 100 % — 漢字");
        await Scene.Refused(GrpcCode.InvalidArgument, () => query, "größer als 100 % — 漢字");
    }

    [Scenario]
    public async Task N186_UnknownMethod_IsUnimplemented()
        => await Scene.Refused(
            GrpcCode.Unimplemented,
            () => Scene.Call<GetSystemInfoRequest, GetSystemInfoResponse>("NoSuchMethod", new()),
            "unknown method NoSuchMethod for service temporal.api.workflowservice.v1.WorkflowService");

    [Scenario]
    public async Task N187_SystemInfo_NamesWhatSdksRely()
    {
        var info = await Scene.Call<GetSystemInfoRequest, GetSystemInfoResponse>("GetSystemInfo", new());
        Assert.NotEmpty(info.ServerVersion);
        var can = info.Capabilities;
        Assert.True(can.SignalAndQueryHeader && can.InternalErrorDifferentiation && can.ActivityFailureIncludeHeartbeat);
        Assert.True(can.SupportsSchedules && can.EncodedFailureAttributes && can.UpsertMemo && can.SdkMetadata && can.CountGroupByExecutionStatus);
    }

    [Scenario]
    public async Task N188_BadMarker_FailsTheTask()
        => await FailsTheTask(WorkflowTaskFailedCause.BadRecordMarkerAttributes, Commands.RecordMarker(""));

    [Scenario]
    public async Task N188_BadTimer_FailsTheTask()
        => await FailsTheTask(WorkflowTaskFailedCause.BadStartTimerAttributes, Commands.StartTimer("", 1));

    [Scenario]
    public async Task N188_BadSignal_FailsTheTask()
        => await FailsTheTask(WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes, Commands.SignalExternal("", "s"));

    [Scenario]
    public async Task N188_BadFailure_FailsTheTask()
        => await FailsTheTask(WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes, Commands.FailWorkflow(null!));

    [Scenario]
    public async Task N188_BadSearchAttributes_FailTheTask()
        => await FailsTheTask(WorkflowTaskFailedCause.BadSearchAttributes, new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new()
            {
                SearchAttributes = new() { IndexedFields = { ["NotDefined"] = Json.Payload("1") } },
            },
        });

    [Scenario]
    public async Task N188_BadChild_FailsTheTask()
    {
        using var child = Scene.Beside("");
        var command = Commands.StartChild(child);
        command.StartChildWorkflowExecutionCommandAttributes.WorkflowType = null;
        await FailsTheTask(WorkflowTaskFailedCause.BadStartChildExecutionAttributes, command);
    }

    [Scenario]
    public async Task N188_UnknownNamespaceInACommand_IsNotFound()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var command = Commands.SignalExternal(Scene.Id + "-other", "s");
        command.SignalExternalWorkflowExecutionCommandAttributes.Namespace = "nowhere";
        var error = await Scene.Refused(GrpcCode.NotFound, () => Scene.Complete(task, command));
        Assert.Equal("nowhere", error.Detail<NamespaceNotFoundFailure>().Namespace);
        await Scene.HistoryListed("Started TaskScheduled TaskStarted");
    }

    [Scenario]
    public async Task N190_TooManyBufferedSignals_FailTheTaskAndAreKept()
    {
        await Scene.Start(r => r.WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));
        var task = await Scene.PollTask();
        for (var i = 1; i <= 101; i++)
        {
            await Scene.Signal("go", $"{i}");
        }

        await Scene.HistoryListed($$"""
            Started TaskScheduled TaskStarted TaskFailed{cause=FORCE_CLOSE_COMMAND, identity=history-service}
            {{string.Join(' ', Enumerable.Repeat("Signaled", 101))}}
            """);
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Complete(task, Commands.CompleteWorkflow()));
        var retried = await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.Equal(2, retried.Attempt);
        var scheduled = (await Scene.History()).Last(e => e.EventType == EventType.WorkflowTaskScheduled);
        Assert.Equal(2, scheduled.WorkflowTaskScheduledEventAttributes.Attempt);
    }

    private Task Invalid(Action<StartWorkflowExecutionRequest> change, string? text = null)
        => Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Start(change), text);

    private async Task FailsTheTask(WorkflowTaskFailedCause cause, Command command)
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var error = await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, command));
        Assert.StartsWith($"{cause}: ", error.Text, StringComparison.Ordinal);
        var history = await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskFailed{identity=worker@example}");
        var failed = history[^1].WorkflowTaskFailedEventAttributes;
        Assert.Equal((cause, error.Text), (failed.Cause, failed.Failure.Message));
    }

    public sealed class OnDevService() : ProtocolScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ProtocolScenarios(ServiceKind.Real);
}
