using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>One run of workflow code: its object, scheduler, handlers and everything that <see cref="Workflow"/> offers it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The token source has no timer; a run is simply forgotten.")]
internal sealed partial class WorkflowInstance
{
    [ThreadStatic]
    private static WorkflowInstance? active;

    private readonly WorkflowInstanceOptions options;
    private readonly WorkflowScheduler scheduler;
    private readonly WorkflowInboundInterceptor inbound;
    private readonly CancellationTokenSource cancellation = new();
    private readonly ILogger sdkLogger;
    private readonly Dictionary<string, bool> patchAnswers = [];
    private Activation activation;
    private object? workflowObject;
    private object?[]? startArguments;
    private Exception? taskFailure;
    private MetricMeter? meter;
    private bool runMethodQueued;
    private bool? modernLoop;
    private bool answering;

    public WorkflowInstance(WorkflowInstanceOptions options)
    {
        this.options = options;
        activation = new([], options.Start.Time, true, 0, 0, false, [], false);
        Info = WorkflowInfoReader.Read(options);
        Random = new(RandomSeed.FromRunId(options.Start.Start.OriginalExecutionRunId));
        scheduler = new(this, options.GuardsScheduler);
        sdkLogger = options.LoggerFactory.CreateLogger<TemporalWorker>();
        Logger = new ReplaySafeLogger(this, options.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}"));
        InitializeHandlers();
        InitializeAttributes();
        inbound = new WorkflowInboundRoot(this);
        foreach (var interceptor in options.Interceptors.Reverse())
            inbound = interceptor.InterceptWorkflow(inbound);
        WithContext(() => inbound.Init(new WorkflowOutboundRoot(this)));
    }

    /// <summary>The run whose code is calling, or null outside workflow code.</summary>
    public static WorkflowInstance? Current => (TaskScheduler.Current as WorkflowScheduler)?.Instance ?? active;

    public WorkflowInfo Info { get; }

    public WorkflowDefinition Definition => options.Definition;

    public RunMachine Machine => options.Machine;

    public WorkflowOutboundInterceptor Outbound { get; set; } = null!;

    public DeterministicRandom Random { get; private set; }

    public ILogger Logger { get; }

    public MetricMeter MetricMeter => meter ??= new ReplaySafeMeter(this, options.MetricMeter().WithTags(
        [new("namespace", Info.Namespace), new("task_queue", Info.TaskQueue), new("workflow_type", Info.WorkflowType)]));

    public CancellationToken CancellationToken => cancellation.Token;

    public IPayloadConverter PayloadConverter => options.DataConverter.PayloadConverter;

    public IFailureConverter FailureConverter => options.DataConverter.FailureConverter;

    public Activation Activation => activation;

    public DateTime UtcNow => activation.Time;

    /// <summary>Whether a query or a validator runs, which may look but not act.</summary>
    public bool ReadOnly { get; private set; }

    /// <summary>Whether what runs may have run before, or runs again and again as queries do.</summary>
    public bool IsReplaying => activation.IsReplaying || answering;

    public string BuildId => options.BuildId;

    public WorkerDeploymentVersion? DeploymentVersion => options.DeploymentVersion;

    public string CurrentDetails { get; set; } = string.Empty;

    /// <summary>The workflow object, made inside the scheduler when it is first needed.</summary>
    public object Object => workflowObject ??= Definition.CreateWorkflowInstance(StartArguments);

    private object?[] StartArguments =>
        startArguments ??= Arguments.Decode(PayloadConverter, options.Start.Start.Input, Definition.RunMethod, Definition.Dynamic);

    /// <summary>Runs one turn of the code.</summary>
    /// <exception cref="Exception">The code did something that fails the workflow task, not the workflow.</exception>
    public void Activate(Activation next)
    {
        activation = next;
        modernLoop ??= Machine.LangFlags.TryUse(SdkFlags.LangModernEventLoop, next.IsReplaying);
        scheduler.Enter();
        try
        {
            WithContext(() =>
            {
                if (modernLoop.Value)
                    RunJobsTogether(next);
                else
                    RunJobsOneByOne(next);
            });
        }
        finally
        {
            scheduler.Leave();
        }
        if (scheduler.Violation is { } violation)
            throw violation;
        if (taskFailure is not null)
            ExceptionDispatchInfo.Throw(taskFailure);
    }

    /// <summary>The task that brought it about is over, so all that can be done now is to say it.</summary>
    public void OnSchedulerViolation(Exception violation) =>
        sdkLogger.LogError(violation, "Workflow {WorkflowId} left its scheduler", Info.WorkflowId);

    /// <exception cref="InvalidOperationException">The code may only look now, or is not on the workflow's thread.</exception>
    public void RequireActing(string action)
    {
        if (ReadOnly)
            throw new InvalidOperationException($"Cannot {action} in a query, a validator or a condition");
        if (!scheduler.IsActivationThread)
            throw new InvalidOperationException($"Cannot {action} from a thread that is not the workflow's");
    }

    public bool Patch(string patchId, bool deprecated)
    {
        if (patchAnswers.TryGetValue(patchId, out var answer))
            return answer;
        RequireActing("use a patch");
        answer = activation.IsReplaying ? Machine.IsPatchRecorded(patchId) : deprecated || MayActivate(patchId);
        patchAnswers[patchId] = answer;
        if (answer)
            Machine.MarkPatch(patchId, deprecated);
        return answer;
    }

    /// <summary>Runs a check or a handler that may look but not act.</summary>
    public T Look<T>(Func<T> look)
    {
        var before = ReadOnly;
        ReadOnly = true;
        try
        {
            return look();
        }
        finally
        {
            ReadOnly = before;
        }
    }

    private bool MayActivate(string patchId) =>
        options.PatchActivationCallback is not { } callback || Look(() => callback(new(Info, patchId)));

    private void WithContext(Action action)
    {
        var outer = active;
        active = this;
        try
        {
            action();
        }
        finally
        {
            active = outer;
        }
    }

    private void RunJobsTogether(Activation next)
    {
        foreach (var job in next.Jobs)
            Apply(job);
        QueueRunMethod();
        Run(checkConditions: next.Jobs.Any(j => j.Kind != JobKind.Query), oneConditionAtATime: true);
    }

    /// <summary>The order of histories that were made before the modern event loop.</summary>
    private void RunJobsOneByOne(Activation next)
    {
        foreach (var job in next.Jobs.OrderBy(LegacyOrder))
        {
            Apply(job);
            if (job.Kind == JobKind.Initialize)
                QueueRunMethod();
            Run(checkConditions: job.Kind is not (JobKind.Patch or JobKind.Query), oneConditionAtATime: false);
        }
    }

    private static int LegacyOrder(ActivationJob job) => job.Kind switch
    {
        JobKind.Patch or JobKind.RandomSeed => 0,
        JobKind.SignalOrUpdate => 1,
        JobKind.Initialize => 2,
        _ => 3,
    };

    private void Run(bool checkConditions, bool oneConditionAtATime)
    {
        do
            scheduler.Drain();
        while (checkConditions && ResolveConditions(oneConditionAtATime));
    }

    private void Apply(ActivationJob job)
    {
        switch (job)
        {
            case RandomSeedJob seed:
                Random = new(seed.Seed);
                break;
            case SignalJob signal:
                ApplySignal(signal.Signal);
                break;
            case UpdateJob update:
                scheduler.Start(() => HandleUpdateAsync(update));
                break;
            case CancelJob:
                scheduler.Start(RequestCancelAsync);
                break;
            case ResolveJob resolve:
                resolve.Resolve();
                break;
            case QueryJob query:
                scheduler.Start(() => AnswerQuery(query));
                break;
        }
    }

    /// <summary>Callbacks of the token run here, in the scheduler: an asynchronous cancel would run them elsewhere.</summary>
    private Task RequestCancelAsync()
    {
        Guard(cancellation.Cancel);
        return Task.CompletedTask;
    }

    private void QueueRunMethod()
    {
        if (runMethodQueued)
            return;
        runMethodQueued = true;
        scheduler.Start(() => EndRunWithAsync(async () =>
        {
            var result = await inbound.ExecuteWorkflowAsync(new(Object, Definition.RunMethod, StartArguments));
            WarnOfUnfinishedHandlers();
            Machine.Add(EndCommands.Complete(PayloadConverter.ToPayload(result)));
        }));
    }

    /// <summary>Runs what may end the run: the run method or a signal handler.</summary>
    private async Task EndRunWithAsync(Func<Task> body)
    {
        try
        {
            await body();
        }
        catch (ContinueAsNewException e)
        {
            WarnOfUnfinishedHandlers();
            Guard(() => Machine.Add(ToCommand(e.Input)));
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && TemporalException.IsCanceledException(e))
        {
            WarnOfUnfinishedHandlers();
            Machine.Add(EndCommands.Cancel());
        }
        catch (Exception e) when (FailsWorkflow(e))
        {
            Guard(() => Machine.Add(EndCommands.Fail(FailureConverter.ToFailure(e, PayloadConverter))));
        }
        catch (Exception e)
        {
            // Anything else is a mistake in the code: the task fails and is tried again once the code is mended.
            taskFailure ??= e;
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            // A converter may fail in any way; that fails the task.
            taskFailure ??= e;
        }
    }

    private bool FailsWorkflow(Exception e) =>
        e is FailureException or OperationCanceledException
        || options.FailureExceptionTypes.Concat(FailureTypesOfDefinition()).Any(t => t.IsInstanceOfType(e));

    private Type[] FailureTypesOfDefinition() =>
        (Definition.DynamicOptionsGetter is { } getter && workflowObject is { } o ? getter(o).FailureExceptionTypes : null)
        ?? Definition.FailureExceptionTypes
        ?? [];
}
