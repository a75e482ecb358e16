using System.Linq.Expressions;
using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Execution;

namespace Temporalio.Workflows;

/// <summary>
/// What workflow code may use of the world. Everything here gives the same answers when the history is replayed. All
/// members but <see cref="InWorkflow"/> throw <see cref="InvalidOperationException"/> outside a workflow.
/// </summary>
public static partial class Workflow
{
    /// <summary>Whether no signal or update handler is running.</summary>
    public static bool AllHandlersFinished => Run.AllHandlersFinished;

    /// <summary>Cancelled when the workflow was asked to cancel.</summary>
    public static CancellationToken CancellationToken => Run.CancellationToken;

    /// <summary>Whether the history has grown so long that the service suggests to continue as new.</summary>
    public static bool ContinueAsNewSuggested => Run.Activation.ContinueAsNewSuggested;

    public static string CurrentBuildId => Run.BuildId;

    public static WorkerDeploymentVersion? CurrentDeploymentVersion => Run.DeploymentVersion;

    /// <summary>Text about the state of the run, shown by tools.</summary>
    public static string CurrentDetails
    {
        get => Run.CurrentDetails;
        set => Run.CurrentDetails = value;
    }

    /// <summary>Number of events in the history so far.</summary>
    public static int CurrentHistoryLength => Run.Activation.HistoryLength;

    /// <summary>Size of the history in bytes.</summary>
    public static int CurrentHistorySize => (int)Run.Activation.HistorySize;

    /// <summary>The update whose handler is running, or null.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => InWorkflow ? WorkflowInstance.CurrentUpdate : throw new InvalidOperationException("Not in workflow");

    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Run.DynamicQuery;
        set => Run.DynamicQuery = value is { Dynamic: false } ? throw NotDynamic("query") : value;
    }

    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Run.DynamicSignal;
        set => Run.DynamicSignal = value is { Dynamic: false } ? throw NotDynamic("signal") : value;
    }

    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => Run.DynamicUpdate;
        set => Run.DynamicUpdate = value is { Dynamic: false } ? throw NotDynamic("update") : value;
    }

    public static WorkflowInfo Info => Run.Info;

    /// <summary>The workflow object.</summary>
    public static object Instance => Run.Object;

    /// <summary>Whether the calling code is part of a workflow.</summary>
    public static bool InWorkflow => WorkflowInstance.Current is not null;

    /// <summary>Silent while replaying.</summary>
    public static ILogger Logger => Run.Logger;

    public static IReadOnlyDictionary<string, IRawValue> Memo => Run.Memo;

    /// <summary>Silent while replaying.</summary>
    public static MetricMeter MetricMeter => Run.MetricMeter;

    public static IPayloadConverter PayloadConverter => Run.PayloadConverter;

    public static IDictionary<string, WorkflowQueryDefinition> Queries => Run.Queries;

    /// <summary>A random source that yields the same values on replay.</summary>
    public static DeterministicRandom Random => Run.Random;

    public static IDictionary<string, WorkflowSignalDefinition> Signals => Run.Signals;

    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons =>
        Run.Activation.ContinueAsNewReasons.Select(r => (SuggestContinueAsNewReason)r).ToArray();

    public static bool TargetWorkerDeploymentVersionChanged => Run.Activation.DeploymentVersionChanged;

    public static SearchAttributeCollection TypedSearchAttributes => Run.TypedSearchAttributes;

    public static IDictionary<string, WorkflowUpdateDefinition> Updates => Run.Updates;

    /// <summary>The time of the current workflow task: it stands still while code runs.</summary>
    public static DateTime UtcNow => Run.UtcNow;

    private static WorkflowInstance Run =>
        WorkflowInstance.Current ?? throw new InvalidOperationException("Not in workflow");

    /// <summary>Makes the exception that ends this run and starts the next. Throw it.</summary>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        ContinueAs(workflowRunCall, options);

    /// <summary>Makes the exception that ends this run and starts the next. Throw it.</summary>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        ContinueAs(workflowRunCall, options);

    /// <summary>Makes the exception that ends this run and starts the next. Throw it.</summary>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        Run.Outbound.CreateContinueAsNewException(new(workflow, args, options, null));

    /// <summary>Tells that code of a patch no longer has an old path; old runs with its marker still replay.</summary>
    public static void DeprecatePatch(string patchId) => Run.Patch(patchId, deprecated: true);

    /// <summary>Whether to take the new path of a change: true for new runs, false for runs that passed here before the change.</summary>
    public static bool Patched(string patchId) => Run.Patch(patchId, deprecated: false);

    /// <summary>A handle on another workflow.</summary>
    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        new ExternalHandle<object>(Run, id, runId);

    /// <summary>A handle on another workflow of a known type.</summary>
    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        new ExternalHandle<TWorkflow>(Run, id, runId);

    /// <summary>A new id, the same on replay.</summary>
    public static Guid NewGuid() => Run.Random.NextGuid();

    /// <summary>Changes the memo of the run.</summary>
    /// <exception cref="ArgumentException">No update, or two for one key.</exception>
    public static void UpsertMemo(params MemoUpdate[] updates) => Run.UpsertMemo(updates);

    /// <summary>Changes the search attributes of the run.</summary>
    /// <exception cref="ArgumentException">No update, or two for one key.</exception>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) =>
        Run.UpsertSearchAttributes(updates);

    private static ContinueAsNewException ContinueAs(LambdaExpression runCall, ContinueAsNewOptions? options)
    {
        var call = LambdaCall.FromMethodOf(runCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options);
    }

    private static ArgumentException NotDynamic(string kind) => new($"A dynamic {kind} must not have a name");

    /// <summary>What bends the rules of workflow code.</summary>
    public static class Unsafe
    {
        /// <summary>Whether the code runs again what it did before. Code must not depend on it.</summary>
        public static bool IsReplaying => Run.IsReplaying;

        /// <summary>As <see cref="IsReplaying"/>, but false in queries and validators of a run that is up to date.</summary>
        public static bool IsReplayingHistoryEvents => Run.Activation.IsReplaying;

        /// <summary>Runs code that may leave the scheduler of the workflow.</summary>
        public static T WithTracingEventListenerDisabled<T>(Func<T> fn) => SchedulerGuard.Without(fn);

        /// <summary>Runs code that may leave the scheduler of the workflow.</summary>
        public static void WithTracingEventListenerDisabled(Action fn) => SchedulerGuard.Without(() =>
        {
            fn();
            return true;
        });
    }
}
