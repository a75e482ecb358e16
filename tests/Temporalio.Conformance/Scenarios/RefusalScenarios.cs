using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>N 177, 178, 188: every call and every command that makes no sense, and the words it is refused with.</summary>
public abstract class RefusalScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    /// <summary>They change the namespace itself.</summary>
    private static readonly string[] OfNamespaces = ["RegisterNamespace", "UpdateNamespace", "DeprecateNamespace"];

    /// <summary>What the real service says depends on whether any worker of the namespace has told of itself.</summary>
    private const string OfWorkers = "DescribeWorker";

    private static readonly MethodInfo Call = typeof(Scene).GetMethod(nameof(Scene.Call))!;

    [Scenario]
    public async Task N177_EveryCallWithUnknownNamespace_IsNotFound() => await AskAllAsync("nowhere");

    [Scenario]
    public async Task N177_EveryCallWithoutNamespace_IsRefused() => await AskAllAsync("");

    [Scenario]
    public async Task N178_EveryCallWithoutFields_IsRefused() => await AskAllAsync(Scene.Namespace);

    [Scenario]
    public async Task N178_StartsThatMakeNoSense_AreRefused()
    {
        (string Title, Action<StartWorkflowExecutionRequest> Change)[] changes =
        [
            ("no workflow id", r => r.WorkflowId = ""), ("long workflow id", r => r.WorkflowId = Long), ("no type", r => r.WorkflowType = null), ("empty type", r => r.WorkflowType.Name = ""), ("long type", r => r.WorkflowType.Name = Long),
            ("no queue", r => r.TaskQueue = null), ("empty queue", r => r.TaskQueue.Name = ""), ("long queue", r => r.TaskQueue.Name = Long), ("reserved queue", r => r.TaskQueue.Name = "/_sys/q"), ("long request id", r => r.RequestId = Long),
            ("negative execution timeout", r => r.WorkflowExecutionTimeout = Seconds(-1)), ("negative run timeout", r => r.WorkflowRunTimeout = Seconds(-1)), ("negative task timeout", r => r.WorkflowTaskTimeout = Seconds(-1)),
            ("negative start delay", r => r.WorkflowStartDelay = Seconds(-1)), ("duration out of range", r => r.WorkflowRunTimeout = new() { Seconds = 1, Nanos = -1 }),
            ("negative interval", r => r.RetryPolicy = new() { InitialInterval = Seconds(-1) }), ("small coefficient", r => r.RetryPolicy = new() { BackoffCoefficient = 0.5 }), ("maximum below initial", r => r.RetryPolicy = new() { InitialInterval = Seconds(5), MaximumInterval = Seconds(1) }),
            ("negative maximum", r => r.RetryPolicy = new() { MaximumInterval = Seconds(-1) }), ("negative attempts", r => r.RetryPolicy = new() { MaximumAttempts = -1 }), ("odd non-retryable type", r => r.RetryPolicy = new() { NonRetryableErrorTypes = { "TemporalTimeout:Nope" } }),
            ("bad cron", r => r.CronSchedule = "whenever"), ("cron and delay", r => { r.CronSchedule = "* * * * *"; r.WorkflowStartDelay = Seconds(1); }),
            ("undefined attribute", r => r.SearchAttributes = new() { IndexedFields = { ["NotDefined"] = Json.Payload("1") } }), ("system attribute", r => r.SearchAttributes = new() { IndexedFields = { ["WorkflowType"] = Json.Payload("\"x\"") } }),
            ("wrong type of attribute", r => r.SearchAttributes = new() { IndexedFields = { [CustomSearchAttributes.Number] = Json.Payload("\"x\"") } }),
            ("last result with cron only", r => r.LastCompletionResult = Json.Of("1")), ("eager with a cron", r => { r.RequestEagerExecution = true; r.CronSchedule = "* * * * *"; }),
            ("terminate and use", r => { r.WorkflowIdReusePolicy = WorkflowIdReusePolicy.TerminateIfRunning; r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting; }),
            ("reject and terminate", r => { r.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate; r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting; }),
            ("no on-conflict request id", r => { r.RequestId = ""; r.OnConflictOptions = new() { AttachRequestId = true }; }), ("links without the request", r => r.OnConflictOptions = new() { AttachLinks = true }),
        ];
        var told = Scene.Transcript();
        var number = 0;
        foreach (var (title, change) in changes)
        {
            using var other = Scene.Beside($"-{number}", $"-{number++}");
            await told.Ask(title, AnsweredAsync(other.Start(change)));
        }

        told.IsRecorded();
    }

    [Scenario]
    public async Task N178_CallsOnRunsThatMakeNoSense_AreRefused()
    {
        await Scene.Start();
        var told = Scene.Transcript();
        await told.Ask("signal, no id", AnsweredAsync(Scene.Signal("s", change: r => r.WorkflowExecution.WorkflowId = "")));
        await told.Ask("signal, bad run", AnsweredAsync(Scene.Signal("s", runId: "no-uuid")));
        await told.Ask("signal, no name", AnsweredAsync(Scene.Signal("")));
        await told.Ask("signal, long name", AnsweredAsync(Scene.Signal(Long)));
        await told.Ask("signal, long request id", AnsweredAsync(Scene.Signal("s", change: r => r.RequestId = Long)));
        await told.Ask("signal, missing", AnsweredAsync(Scene.Signal("s", change: r => r.WorkflowExecution.WorkflowId += "-none")));
        await told.Ask("signal, missing run", AnsweredAsync(Scene.Signal("s", runId: Guid.Empty.ToString())));
        await told.Ask("describe, bad run", AnsweredAsync(Scene.Describe("no-uuid")));
        await told.Ask("describe, missing run", AnsweredAsync(Scene.Describe(Guid.Empty.ToString())));
        await told.Ask("query, no type", AnsweredAsync(Scene.Query("")));
        await told.Ask("query, missing run", AnsweredAsync(Scene.Query("q", Guid.Empty.ToString())));
        await told.Ask("cancel, other chain", AnsweredAsync(Scene.RequestCancel(firstRunId: Guid.Empty.ToString())));
        await told.Ask("cancel, bad chain", AnsweredAsync(Scene.RequestCancel(firstRunId: "no-uuid")));
        await told.Ask("history, bad token", AnsweredAsync(Scene.HistoryPage(r => r.NextPageToken = ByteString.CopyFromUtf8("?"))));
        await told.Ask("history, missing run", AnsweredAsync(Scene.HistoryPage(r => r.Execution.RunId = Guid.Empty.ToString())));
        await told.Ask("list, negative page", AnsweredAsync(Scene.ListPage("", ByteString.Empty, -1)));
        await told.Ask("reset, no reason", AnsweredAsync(Scene.Reset(3, r => r.Reason = "")));
        await told.Ask("pause", AnsweredAsync(Scene.Call<PauseWorkflowExecutionRequest, PauseWorkflowExecutionResponse>(
            "PauseWorkflowExecution", new() { Namespace = Scene.Namespace, WorkflowId = Scene.Id })));
        await told.Ask("unpause", AnsweredAsync(Scene.Call<UnpauseWorkflowExecutionRequest, UnpauseWorkflowExecutionResponse>(
            "UnpauseWorkflowExecution", new() { Namespace = Scene.Namespace, WorkflowId = Scene.Id })));
        await told.Ask("unpause, missing", AnsweredAsync(Scene.Call<UnpauseWorkflowExecutionRequest, UnpauseWorkflowExecutionResponse>(
            "UnpauseWorkflowExecution", new() { Namespace = Scene.Namespace, WorkflowId = Scene.Id + "-none" })));
        await told.Ask("reset, missing run", AnsweredAsync(Scene.Reset(3, r => r.WorkflowExecution.RunId = Guid.Empty.ToString())));
        told.IsRecorded();
    }

    [Scenario]
    public async Task N188_EveryCommandThatMakesNoSense_FailsTheTask()
    {
        (string Title, Command Command)[] commands =
        [
            ("activity without attributes", Bare(CommandType.ScheduleActivityTask)), ("activity without id", Activity(a => a.ActivityId = "")), ("activity without type", Activity(a => a.ActivityType = null)), ("activity with an empty type", Activity(a => a.ActivityType.Name = "")),
            ("activity with a long id", Activity(a => a.ActivityId = Long)), ("activity with a long type", Activity(a => a.ActivityType.Name = Long)), ("activity without queue", Activity(a => a.TaskQueue = null)), ("activity with an empty queue", Activity(a => a.TaskQueue.Name = "")),
            ("activity without timeouts", Activity(a => a.StartToCloseTimeout = a.ScheduleToCloseTimeout = null)), ("activity with a negative timeout", Activity(a => a.StartToCloseTimeout = Seconds(-1))), ("activity with a negative heartbeat", Activity(a => a.HeartbeatTimeout = Seconds(-1))),
            ("activity with a bad policy", Activity(a => a.RetryPolicy = new() { BackoffCoefficient = 0.5 })), ("activity with negative attempts", Activity(a => a.RetryPolicy = new() { MaximumAttempts = -1 })),
            ("cancel of an activity without attributes", Bare(CommandType.RequestCancelActivityTask)), ("cancel of no activity", Commands.RequestCancelActivity(0)), ("cancel of an unknown activity", Commands.RequestCancelActivity(77)),
            ("timer without attributes", Bare(CommandType.StartTimer)), ("timer without id", Commands.StartTimer("", 1)), ("timer with a long id", Commands.StartTimer(Long, 1)), ("timer without time", Timer(null)), ("timer with a negative time", Timer(Seconds(-1))), ("timer with a time out of range", Timer(new() { Seconds = 1, Nanos = -1 })),
            ("cancel of a timer without attributes", Bare(CommandType.CancelTimer)), ("cancel of no timer", Commands.CancelTimer("")), ("cancel of an unknown timer", Commands.CancelTimer("x")), ("cancel of a timer with a long id", Commands.CancelTimer(Long)),
            ("marker without attributes", Bare(CommandType.RecordMarker)), ("marker without name", Commands.RecordMarker("")), ("marker with a long name", Commands.RecordMarker(Long)),
            ("child without id", Child(a => a.WorkflowId = "")), ("child with a long id", Child(a => a.WorkflowId = Long)), ("child without type", Child(a => a.WorkflowType = null)), ("child with a long type", Child(a => a.WorkflowType.Name = Long)),
            ("child with a negative run timeout", Child(a => a.WorkflowRunTimeout = Seconds(-1))), ("child with a negative execution timeout", Child(a => a.WorkflowExecutionTimeout = Seconds(-1))), ("child with a negative task timeout", Child(a => a.WorkflowTaskTimeout = Seconds(-1))),
            ("child with a bad policy", Child(a => a.RetryPolicy = new() { BackoffCoefficient = 0.5 })), ("child with a bad cron", Child(a => a.CronSchedule = "whenever")), ("child with an undefined attribute", Child(a => a.SearchAttributes = Undefined())), ("child on a reserved queue", Child(a => a.TaskQueue.Name = "/_sys/q")),
            ("signal without attributes", Bare(CommandType.SignalExternalWorkflowExecution)), ("signal without execution", Signal(a => a.Execution = null)), ("signal without id", Commands.SignalExternal("", "s")), ("signal without name", Commands.SignalExternal("w", "")), ("signal to a bad run", Signal(a => a.Execution.RunId = "no-uuid")),
            ("signal to a long id", Commands.SignalExternal(Long, "s")),
            ("cancel of others without attributes", Bare(CommandType.RequestCancelExternalWorkflowExecution)), ("cancel of others without id", Commands.CancelExternal("")), ("cancel of a long id", Commands.CancelExternal(Long)), ("cancel of a bad run", CancelOfBadRun()),
            ("upsert without attributes", Bare(CommandType.UpsertWorkflowSearchAttributes)), ("upsert of nothing", Upsert(null)), ("upsert of none", Upsert(new())), ("upsert of an undefined one", Upsert(Undefined())), ("upsert of a system one", Upsert(Attribute("WorkflowId", "\"x\""))), ("upsert of a wrong type", Upsert(Attribute(CustomSearchAttributes.Number, "\"x\""))),
            ("properties without attributes", Bare(CommandType.ModifyWorkflowProperties)), ("properties of nothing", Properties(null)), ("properties of none", Properties(new())),
            ("completion without attributes", Bare(CommandType.CompleteWorkflowExecution)), ("failure without attributes", Bare(CommandType.FailWorkflowExecution)), ("failure without failure", Commands.FailWorkflow(null!)), ("cancellation without attributes", Bare(CommandType.CancelWorkflowExecution)),
            ("continuation without attributes", Bare(CommandType.ContinueAsNewWorkflowExecution)), ("continuation with a negative run timeout", Continuation(a => a.WorkflowRunTimeout = Seconds(-1))), ("continuation with a negative task timeout", Continuation(a => a.WorkflowTaskTimeout = Seconds(-1))),
            ("continuation with a negative backoff", Continuation(a => a.BackoffStartInterval = Seconds(-1))), ("continuation with a bad policy", Continuation(a => a.RetryPolicy = new() { BackoffCoefficient = 0.5 })), 
            ("continuation with a long type", Continuation(a => a.WorkflowType.Name = Long)), ("continuation with an undefined attribute", Continuation(a => a.SearchAttributes = Undefined())), ("continuation on a long queue", Continuation(a => a.TaskQueue.Name = Long)),
            ("message without attributes", Bare(CommandType.ProtocolMessage)), ("message without id", Commands.ProtocolMessage("")), ("unknown message", Commands.ProtocolMessage("x")), ("no command at all", new()), ("unknown command", Bare((CommandType)99)),
        ];
        var told = Scene.Transcript();
        var number = 0;
        foreach (var (title, command) in commands)
        {
            using var other = Scene.Beside($"-{number}", $"-{number++}");
            await other.Start();
            var task = await other.PollTask();
            await told.Ask(title, AnsweredAsync(other.Complete(task, command)));
            var failed = (await other.History()).SingleOrDefault(e => e.EventType == EventType.WorkflowTaskFailed);
            told.Note($"    {failed?.WorkflowTaskFailedEventAttributes.Cause.ToString() ?? "no task has failed"}");
        }

        told.IsRecorded();
    }

    private static string Long => new('x', 1001);

    /// <summary>Asks every method of the workflow service whose request names a namespace; the dev service has no deployments.</summary>
    private async Task AskAllAsync(string @namespace, [System.Runtime.CompilerServices.CallerMemberName] string scenario = "")
    {
        var told = Scene.Transcript();
        var requests = typeof(StartWorkflowExecutionRequest).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(StartWorkflowExecutionRequest).Namespace && t.Name.EndsWith("Request", StringComparison.Ordinal) && t.GetProperty("Namespace") is not null)
            .Where(t => !OfNamespaces.Contains(Method(t)) && Method(t) != OfWorkers && !t.Name.Contains("WorkerDeployment", StringComparison.Ordinal))
            .OrderBy(t => t.Name, StringComparer.Ordinal);
        foreach (var type in requests)
        {
            var request = (IMessage)Activator.CreateInstance(type)!;
            type.GetProperty("Namespace")!.SetValue(request, @namespace);
            var response = type.Assembly.GetType(type.FullName![..^"Request".Length] + "Response")!;
            var answer = (Task)Call.MakeGenericMethod(type, response).Invoke(Scene, [Method(type), request, TimeSpan.FromSeconds(5)])!;
            await told.Ask(Method(type), AnsweredAsync(answer));
        }

        told.IsRecorded(scenario);
    }

    private static string Method(System.Type request) => request.Name[..^"Request".Length];

    /// <summary>That there was an answer, not what it says: that is told elsewhere.</summary>
    private static async Task<BoolValue> AnsweredAsync(Task call)
    {
        await call;
        return new BoolValue { Value = true };
    }

    private Command Activity(Action<ScheduleActivityTaskCommandAttributes> change) => Scene.ScheduleActivity(change: change);

    private Command Child(Action<StartChildWorkflowExecutionCommandAttributes> change)
    {
        using var child = Scene.Beside("-child");
        var command = Commands.StartChild(child);
        change(command.StartChildWorkflowExecutionCommandAttributes);
        return command;
    }

    private static Command Signal(Action<SignalExternalWorkflowExecutionCommandAttributes> change)
    {
        var command = Commands.SignalExternal("w", "s");
        change(command.SignalExternalWorkflowExecutionCommandAttributes);
        return command;
    }

    private static Command CancelOfBadRun()
    {
        var command = Commands.CancelExternal("w");
        command.RequestCancelExternalWorkflowExecutionCommandAttributes.RunId = "no-uuid";
        return command;
    }

    private Command Continuation(Action<ContinueAsNewWorkflowExecutionCommandAttributes> change)
    {
        var command = Commands.ContinueAsNew(Scene);
        change(command.ContinueAsNewWorkflowExecutionCommandAttributes);
        return command;
    }

    private static Command Timer(Duration? time) => new() { CommandType = CommandType.StartTimer, StartTimerCommandAttributes = new() { TimerId = "t", StartToFireTimeout = time } };

    private static Command Upsert(Api.Common.V1.SearchAttributes? attributes)
        => new() { CommandType = CommandType.UpsertWorkflowSearchAttributes, UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = attributes } };

    private static Command Properties(Api.Common.V1.Memo? memo)
        => new() { CommandType = CommandType.ModifyWorkflowProperties, ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = memo } };

    private static Command Bare(CommandType type) => new() { CommandType = type };

    private static Api.Common.V1.SearchAttributes Undefined() => Attribute("NotDefined", "1");

    private static Api.Common.V1.SearchAttributes Attribute(string name, string json) => new() { IndexedFields = { [name] = Json.Payload(json) } };

    private static Duration Seconds(double seconds) => TimeSpan.FromSeconds(seconds).ToDuration();

    public sealed class OnDevService() : RefusalScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : RefusalScenarios(ServiceKind.Real);
}
