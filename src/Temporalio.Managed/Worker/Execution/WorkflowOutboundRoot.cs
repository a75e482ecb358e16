using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>The end of the outbound chain: turns calls into commands.</summary>
internal sealed class WorkflowOutboundRoot(WorkflowInstance instance) : WorkflowOutboundInterceptor
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) => new(input);

    public override async Task DelayAsync(DelayAsyncInput input)
    {
        instance.RequireActing("start a timer");
        var token = input.CancellationToken ?? instance.CancellationToken;
        token.ThrowIfCancellationRequested();
        if (input.Delay < TimeSpan.Zero && input.Delay != Timeout.InfiniteTimeSpan)
            throw new ArgumentException("Delay must not be negative", nameof(input));
        if (input.Delay == Timeout.InfiniteTimeSpan)
        {
            await WaitForCancellationAsync(token);
            return;
        }
        var duration = input.Delay < ShortestTimer ? ShortestTimer : input.Delay;
        var timer = instance.Machine.StartTimer(duration, input.Summary is { } s ? instance.PayloadConverter.ToPayload(s) : null);
        using var registration = token.Register(() => timer.Cancel(token));
        await instance.WhileTracedAsync(timer.Fired);
    }

    public override async Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
    {
        instance.RequireActing("schedule an activity");
        var token = input.Options.CancellationToken ?? instance.CancellationToken;
        var attributes = StartCommands.Schedule(instance, input);
        if (token.IsCancellationRequested)
            throw new CanceledFailureException("Activity cancelled before scheduled");
        attributes.ActivityId = ActivityIdOf(input.Options.ActivityId);
        var summary = input.Options.Summary is { } s ? instance.PayloadConverter.ToPayload(s) : null;
        var activity = instance.Machine.ScheduleActivity(attributes, input.Options.CancellationType, summary);
        using var registration = token.Register(activity.Cancel);
        return ToResult<TResult>(await instance.WhileTracedAsync(activity.Done));
    }

    public override async Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input)
    {
        instance.RequireActing("schedule a local activity");
        var options = input.Options;
        var token = options.CancellationToken ?? instance.CancellationToken;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
            throw new ArgumentException("Local activity options must have StartToCloseTimeout or ScheduleToCloseTimeout", nameof(input));
        var payloads = Arguments.Encode(instance.PayloadConverter, input.Args);
        var (attempt, firstScheduled) = (1, default(DateTime?));
        while (true)
        {
            if (token.IsCancellationRequested)
                throw new CanceledFailureException("Activity cancelled before scheduled");
            var number = instance.Machine.NextActivityNumber();
            var request = new LocalActivityRequest(
                options.ActivityId ?? $"{number}", input.Activity, payloads, input.Headers.ToProto(), options, attempt, firstScheduled);
            var activity = instance.Machine.ScheduleLocalActivity(number, request);
            LocalActivityEnd end;
            using (token.Register(activity.Cancel))
                end = await instance.WhileTracedAsync(activity.Done);
            if (end.Backoff is not { } backoff)
                return ToResult<TResult>(end.Outcome);
            (attempt, firstScheduled) = (end.Attempt + 1, end.OriginalScheduleTime);
            await DelayAsync(new(backoff, token, null));
        }
    }

    public override async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
    {
        instance.RequireActing("start a child workflow");
        var token = input.Options.CancellationToken ?? instance.CancellationToken;
        if (token.IsCancellationRequested)
            throw new CanceledFailureException("Child cancelled before scheduled");
        var metadata = instance.PayloadConverter.ToUserMetadata(input.Options.StaticSummary, input.Options.StaticDetails);
        var child = instance.Machine.StartChild(StartCommands.StartChild(instance, input), input.Options.CancellationType, metadata);
        var registration = token.Register(() => child.Cancel($"Cancel requested by workflow with run id {instance.Info.RunId}"));
        _ = child.Done.ContinueWith(
            (_, r) => ((CancellationTokenRegistration)r!).Dispose(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Current);
        var started = await instance.WhileTracedAsync(child.Started);
        if (started.RunId is not { } runId)
            throw NotStarted(child, started);
        return new ChildHandle<TWorkflow, TResult>(instance, this, child, runId);
    }

    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
        SignalAsync(
            new()
            {
                Namespace = instance.Info.Namespace,
                Execution = new() { WorkflowId = input.Id },
                SignalName = input.Signal,
                Input = Arguments.Encode(instance.PayloadConverter, input.Args),
                Header = input.Headers.ToProto(),
                ChildWorkflowOnly = true,
            },
            input.Options?.CancellationToken);

    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
        SignalAsync(
            new()
            {
                Namespace = instance.Info.Namespace,
                Execution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
                SignalName = input.Signal,
                Input = Arguments.Encode(instance.PayloadConverter, input.Args),
                Header = input.Headers.ToProto(),
            },
            input.Options?.CancellationToken);

    public override async Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input)
    {
        instance.RequireActing("cancel another workflow");
        var cancel = ExternalMachine.Cancel(instance.Machine, instance.Info.Namespace, input.Id, input.RunId);
        if (await instance.WhileTracedAsync(cancel.Done) is { } failure)
            throw ToException(failure);
    }

    public TResult ToResult<TResult>(Outcome outcome) => outcome.Failure is { } failure
        ? throw ToException(failure)
        : Arguments.Decode<TResult>(instance.PayloadConverter, outcome.Result);

    private static async Task WaitForCancellationAsync(CancellationToken token)
    {
        var canceled = new TaskCompletionSource();
        using var registration = token.Register(() => canceled.TrySetCanceled(token));
        await canceled.Task;
    }

    private async Task SignalAsync(Api.Command.V1.SignalExternalWorkflowExecutionCommandAttributes attributes, CancellationToken? given)
    {
        instance.RequireActing("signal another workflow");
        var token = given ?? instance.CancellationToken;
        if (token.IsCancellationRequested)
            throw new CanceledFailureException("Signal cancelled before scheduled");
        var signal = ExternalMachine.Signal(instance.Machine, attributes);
        using var registration = token.Register(signal.Withdraw);
        if (await instance.WhileTracedAsync(signal.Done) is { } failure)
            throw ToException(failure);
    }

    private string ActivityIdOf(string? given)
    {
        var number = instance.Machine.NextActivityNumber();
        return given ?? $"{number}";
    }

    private Exception NotStarted(ChildMachine child, ChildStart started)
    {
        if (started.Failure is { } failure)
            return ToException(failure);
        return started.Cause == StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists
            ? new WorkflowAlreadyStartedException("Child workflow already started", child.WorkflowId, child.WorkflowType, "<unknown>")
            : new InvalidOperationException($"Child workflow {child.WorkflowId} could not be started: {started.Cause}");
    }

    private Exception ToException(Failure failure) => instance.FailureConverter.ToException(failure, instance.PayloadConverter);
}
