using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A workflow as lists show it.</summary>
public class WorkflowExecution
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    /// <summary>Initializes a new instance of the <see cref="WorkflowExecution"/> class.</summary>
    /// <param name="rawInfo">What the service said.</param>
    /// <param name="dataConverter">Converter of the memo.</param>
    /// <param name="clientNamespaceForDataConverterWithContext">Namespace to tailor the converter to, or null when it is tailored already.</param>
    protected internal WorkflowExecution(
        WorkflowExecutionInfo rawInfo, DataConverter dataConverter, string? clientNamespaceForDataConverterWithContext)
    {
        RawInfo = rawInfo;
        var converter = clientNamespaceForDataConverterWithContext is { } ns
            ? dataConverter.WithSerializationContext(new ISerializationContext.Workflow(ns, rawInfo.Execution.WorkflowId))
            : dataConverter;
        memo = new(() => (rawInfo.Memo?.Fields ?? []).ToDictionary(
            f => f.Key, f => (IEncodedRawValue)new EncodedRawValue(converter, f.Value)));
        searchAttributes = new(() => rawInfo.SearchAttributes == null
            ? SearchAttributeCollection.Empty
            : SearchAttributeCollection.FromProto(rawInfo.SearchAttributes));
    }

    /// <summary>Gets when the workflow was closed, if it is.</summary>
    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    /// <summary>Gets when the workflow began to run, or will.</summary>
    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    /// <summary>Gets the number of events of the history.</summary>
    public int HistoryLength => (int)RawInfo.HistoryLength;

    /// <summary>Gets the workflow id.</summary>
    public string Id => RawInfo.Execution.WorkflowId;

    /// <summary>Gets the values stored with the workflow.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Gets the workflow id of the parent, if there is one.</summary>
    public string? ParentId => RawInfo.ParentExecution?.WorkflowId;

    /// <summary>Gets the run id of the parent, if there is one.</summary>
    public string? ParentRunId => RawInfo.ParentExecution?.RunId;

    /// <summary>Gets the run id.</summary>
    public string RunId => RawInfo.Execution.RunId;

    /// <summary>Gets when the workflow was started.</summary>
    public DateTime StartTime => RawInfo.StartTime.ToDateTime();

    /// <summary>Gets the state of the workflow.</summary>
    public WorkflowExecutionStatus Status => RawInfo.Status;

    /// <summary>Gets the task queue.</summary>
    public string TaskQueue => RawInfo.TaskQueue;

    /// <summary>Gets the values by which the workflow can be found.</summary>
    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    /// <summary>Gets the workflow type.</summary>
    public string WorkflowType => RawInfo.Type.Name;

    internal WorkflowExecutionInfo RawInfo { get; }
}
