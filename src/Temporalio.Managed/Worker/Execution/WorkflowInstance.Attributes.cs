using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Memo and search attributes, and the next run that inherits them.</summary>
internal sealed partial class WorkflowInstance
{
    private readonly Dictionary<string, IRawValue> memo = [];
    private readonly Dictionary<string, Payload> rawSearchAttributes = [];

    public IReadOnlyDictionary<string, IRawValue> Memo => memo;

    public SearchAttributeCollection TypedSearchAttributes { get; private set; } = SearchAttributeCollection.Empty;

    public void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates)
    {
        RequireActing("change the memo");
        if (updates.Count == 0)
            throw new ArgumentException("At least one memo update is required", nameof(updates));
        var upserted = new Memo();
        foreach (var update in updates)
        {
            if (!upserted.Fields.TryAdd(update.UntypedKey, PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null)))
                throw new ArgumentException($"Memo {update.UntypedKey} is updated twice", nameof(updates));
        }
        foreach (var update in updates)
        {
            if (update.HasValue)
                memo[update.UntypedKey] = new RawValue(upserted.Fields[update.UntypedKey]);
            else
                memo.Remove(update.UntypedKey);
        }
        Machine.UpsertMemo(upserted);
    }

    public void UpsertSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        RequireActing("change search attributes");
        if (updates.Count == 0)
            throw new ArgumentException("At least one search attribute update is required", nameof(updates));
        var upserted = new SearchAttributes();
        foreach (var update in updates)
        {
            if (!upserted.IndexedFields.TryAdd(update.UntypedKey.Name, update.ToUpsertPayload()))
                throw new ArgumentException($"Search attribute {update.UntypedKey.Name} is updated twice", nameof(updates));
        }
        TypedSearchAttributes = TypedSearchAttributes.ApplyUpdates(updates);
        foreach (var update in updates)
        {
            if (update.HasValue)
                rawSearchAttributes[update.UntypedKey.Name] = upserted.IndexedFields[update.UntypedKey.Name];
            else
                rawSearchAttributes.Remove(update.UntypedKey.Name);
        }
        // The service keeps this one for patches.
        upserted.IndexedFields.Remove(PatchMarkers.SearchAttribute);
        Machine.UpsertSearchAttributes(upserted);
    }

    private void InitializeAttributes()
    {
        foreach (var (key, value) in options.Start.Start.Memo?.Fields ?? [])
            memo[key] = new RawValue(value);
        if (options.Start.Start.SearchAttributes is not { } attributes)
            return;
        TypedSearchAttributes = SearchAttributeCollection.FromProto(attributes);
        foreach (var (key, value) in attributes.IndexedFields)
            rawSearchAttributes[key] = value;
    }

    private PendingCommand ToCommand(CreateContinueAsNewExceptionInput input)
    {
        var given = input.Options;
        var attributes = new Api.Command.V1.ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = given?.TaskQueue ?? Info.TaskQueue },
            Input = Arguments.Encode(PayloadConverter, input.Args),
            WorkflowRunTimeout = given?.RunTimeout.ToProto(),
            WorkflowTaskTimeout = given?.TaskTimeout.ToProto(),
            BackoffStartInterval = given?.BackoffStartInterval.ToProto(),
            RetryPolicy = given?.RetryPolicy?.ToProto() ?? options.Start.Start.RetryPolicy,
            Header = input.Headers.ToProto(),
            Memo = NextMemo(given),
            SearchAttributes = NextSearchAttributes(given),
            InheritBuildId = given?.VersioningIntent == VersioningIntent.Compatible,
            InitialVersioningBehavior = (Api.Enums.V1.ContinueAsNewVersioningBehavior)(given?.InitialVersioningBehavior ?? 0),
        };
        return new(Api.Enums.V1.EventType.WorkflowExecutionContinuedAsNew, new()
        {
            CommandType = Api.Enums.V1.CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = attributes,
        });
    }

    private Memo? NextMemo(ContinueAsNewOptions? given)
    {
        if (given?.Memo is { } replacement)
            return replacement.ToProto(PayloadConverter);
        if (memo.Count == 0)
            return null;
        var kept = new Memo();
        foreach (var (key, value) in memo)
            kept.Fields[key] = value.Payload;
        return kept;
    }

    private SearchAttributes? NextSearchAttributes(ContinueAsNewOptions? given)
    {
        if (given?.TypedSearchAttributes is { } replacement)
            return replacement.ToProto();
        if (rawSearchAttributes.Count == 0)
            return null;
        return new() { IndexedFields = { rawSearchAttributes } };
    }
}
