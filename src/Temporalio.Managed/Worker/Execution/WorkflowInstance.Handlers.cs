using System.Reflection;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Signals and updates.</summary>
internal sealed partial class WorkflowInstance
{
    private static readonly AsyncLocal<WorkflowUpdateInfo?> RunningUpdate = new();

    private readonly LinkedList<RunningHandler> runningHandlers = new();
    private readonly List<WorkflowExecutionSignaledEventAttributes> bufferedSignals = [];
    private WorkflowSignalDefinition? dynamicSignal;

    public HandlerTable<WorkflowSignalDefinition> Signals { get; private set; } = null!;

    public HandlerTable<WorkflowUpdateDefinition> Updates { get; private set; } = null!;

    public WorkflowUpdateDefinition? DynamicUpdate { get; set; }

    public static WorkflowUpdateInfo? CurrentUpdate => RunningUpdate.Value;

    public bool AllHandlersFinished => runningHandlers.Count == 0;

    public WorkflowSignalDefinition? DynamicSignal
    {
        get => dynamicSignal;
        set
        {
            dynamicSignal = value;
            if (value is null)
                return;
            foreach (var signal in bufferedSignals)
                scheduler.Start(() => HandleSignalAsync(value, signal));
            bufferedSignals.Clear();
        }
    }

    private void InitializeHandlers()
    {
        Signals = new(Definition.Signals, OnSignalDefined);
        Updates = new(Definition.Updates, (_, _) => { });
        Queries = new(Definition.Queries, (_, _) => { });
        dynamicSignal = Definition.DynamicSignal;
        DynamicUpdate = Definition.DynamicUpdate;
        DynamicQuery = Definition.DynamicQuery;
    }

    private void OnSignalDefined(string name, WorkflowSignalDefinition definition)
    {
        foreach (var signal in bufferedSignals.Where(s => s.SignalName == name).ToArray())
        {
            bufferedSignals.Remove(signal);
            scheduler.Start(() => HandleSignalAsync(definition, signal));
        }
    }

    private void ApplySignal(WorkflowExecutionSignaledEventAttributes signal)
    {
        var definition = Signals.Find(signal.SignalName) ?? (IsReserved(signal.SignalName) ? null : DynamicSignal);
        if (definition is null)
            bufferedSignals.Add(signal);
        else
            scheduler.Start(() => HandleSignalAsync(definition, signal));
    }

    private Task HandleSignalAsync(WorkflowSignalDefinition definition, WorkflowExecutionSignaledEventAttributes signal) =>
        EndRunWithAsync(async () =>
        {
            object?[] args;
            try
            {
                var dynamicName = definition.Dynamic ? signal.SignalName : null;
                args = Arguments.DecodeForHandler(PayloadConverter, signal.Input, definition.Method, dynamicName);
            }
            catch (InvalidOperationException e)
            {
                // The sender's mistake must not stop the workflow.
                sdkLogger.LogError(e, "Signal {Signal} of workflow {WorkflowId} was dropped", signal.SignalName, Info.WorkflowId);
                return;
            }
            var node = runningHandlers.AddLast(new RunningHandler(signal.SignalName, null, definition.UnfinishedPolicy));
            try
            {
                await inbound.HandleSignalAsync(new(signal.SignalName, definition, args, signal.Header?.Fields));
            }
            finally
            {
                runningHandlers.Remove(node);
            }
        });

    private async Task HandleUpdateAsync(UpdateJob job)
    {
        var update = job.Update;
        var name = update.Input.Name;
        RunningUpdate.Value = new(update.UpdateId, name);
        var node = runningHandlers.AddLast(new RunningHandler(name, update.UpdateId, HandlerUnfinishedPolicy.WarnAndAbandon));
        try
        {
            HandleUpdateInput input;
            try
            {
                input = ToInput(update);
                node.Value = node.Value with { UnfinishedPolicy = input.Definition.UnfinishedPolicy };
                if (job.RunValidator)
                    Validate(input);
            }
            catch (Exception e)
            {
                // Whatever a validator throws is its answer.
                Guard(() => update.Reject(FailureConverter.ToFailure(e, PayloadConverter)));
                return;
            }
            update.Accept();
            await CompleteUpdateAsync(update, input);
        }
        finally
        {
            runningHandlers.Remove(node);
        }
    }

    private HandleUpdateInput ToInput(UpdateMachine update)
    {
        var name = update.Input.Name;
        var definition = Updates.Find(name) ?? (IsReserved(name) ? null : DynamicUpdate)
            ?? throw new InvalidOperationException(
                $"Update handler for {name} expected but not found, known updates: [{Updates.KnownNames}]");
        var args = Arguments.DecodeForHandler(PayloadConverter, update.Input.Args, definition.Method, definition.Dynamic ? name : null);
        return new(update.UpdateId, name, definition, args, update.Input.Header?.Fields);
    }

    private void Validate(HandleUpdateInput input)
    {
        var before = Machine.UnsentCommands;
        Look(() =>
        {
            inbound.ValidateUpdate(input);
            return true;
        });
        if (Machine.UnsentCommands != before)
            throw taskFailure = new InvalidOperationException($"Update validator for {input.Update} created workflow commands");
    }

    private async Task CompleteUpdateAsync(UpdateMachine update, HandleUpdateInput input)
    {
        try
        {
            var result = await inbound.HandleUpdateAsync(input);
            update.Complete(PayloadConverter.ToPayload(result));
        }
        catch (Exception e) when (FailsWorkflow(e))
        {
            Guard(() => update.Fail(FailureConverter.ToFailure(e, PayloadConverter)));
        }
        catch (Exception e)
        {
            // As for the run method: a mistake in the code fails the task.
            taskFailure ??= e;
        }
    }

    /// <summary>Calls the method of a handler: on the workflow object, or on the object of the delegate.</summary>
    internal object? Call(MethodInfo method, object? target, object?[] args) =>
        MethodCall.Invoke(method, method.IsStatic && target is null ? null : target ?? Object, args);

    private static bool IsReserved(string name) => name.StartsWith("__temporal_", StringComparison.Ordinal);

    private void WarnOfUnfinishedHandlers()
    {
        if (activation.IsReplaying)
            return;
        var unfinished = runningHandlers.Where(h => h.UnfinishedPolicy == HandlerUnfinishedPolicy.WarnAndAbandon).ToArray();
        if (unfinished.Length == 0)
            return;
        var signals = unfinished.Where(h => h.UpdateId is null).CountBy(h => h.Name).Select(h => $"{h.Key} (x{h.Value})");
        var updates = unfinished.Where(h => h.UpdateId is not null).Select(h => $"{h.Name} (id {h.UpdateId})");
        WarnOfUnfinished("signal", "their work may be cut short", [.. signals]);
        WarnOfUnfinished("update", "their work may be cut short, and whoever sent them gets an error instead of a result", [.. updates]);
    }

    private void WarnOfUnfinished(string kind, string consequence, string[] handlers)
    {
        if (handlers.Length > 0)
            sdkLogger.LogWarning(
                "[TMPRL1102] Workflow {WorkflowId} finished while {Kind} handlers are still running: {Consequence}. Wait for "
                + "Workflow.AllHandlersFinished before the workflow ends, or set the handler's UnfinishedPolicy to "
                + "HandlerUnfinishedPolicy.Abandon. Unfinished: {Handlers}",
                Info.WorkflowId,
                kind,
                consequence,
                string.Join(", ", handlers));
    }

    private sealed record RunningHandler(string Name, string? UpdateId, HandlerUnfinishedPolicy UnfinishedPolicy);
}
