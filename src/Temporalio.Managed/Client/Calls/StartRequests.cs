using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Calls;

/// <summary>Makes start requests out of options.</summary>
internal sealed class StartRequests(TemporalClient client) : ServiceCalls(client)
{
    /// <exception cref="ArgumentException">Workflow id or task queue is missing.</exception>
    public async Task<StartWorkflowExecutionRequest> StartAsync(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options, IDictionary<string, Payload>? headers)
    {
        var id = options.Id ?? throw new ArgumentException("Workflow ID required in options", nameof(options));
        var taskQueue = options.TaskQueue ?? throw new ArgumentException("Workflow task queue required in options", nameof(options));
        var converter = ConverterFor(id);
        return new()
        {
            Namespace = Namespace,
            WorkflowId = id,
            WorkflowType = new() { Name = workflow },
            TaskQueue = new TaskQueue { Name = taskQueue },
            Input = args.Count == 0 ? null : await ToPayloadsAsync(converter, args),
            WorkflowExecutionTimeout = ToProto(options.ExecutionTimeout),
            WorkflowRunTimeout = ToProto(options.RunTimeout),
            WorkflowTaskTimeout = ToProto(options.TaskTimeout),
            Identity = Identity,
            RequestId = NewRequestId(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = await ToMemoAsync(converter, options.Memo),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await ToHeaderAsync(converter, headers),
            WorkflowStartDelay = ToProto(options.StartDelay),
            UserMetadata = await ToUserMetadataAsync(converter, options.StaticSummary, options.StaticDetails),
            Priority = options.Priority?.ToProto(),
            VersioningOverride = options.VersioningOverride?.ToProto(),
        };
    }

    public async Task<SignalWithStartWorkflowExecutionRequest> SignalWithStartAsync(
        StartWorkflowExecutionRequest start, WorkflowOptions options) => new()
        {
            Namespace = start.Namespace,
            WorkflowId = start.WorkflowId,
            WorkflowType = start.WorkflowType,
            TaskQueue = start.TaskQueue,
            Input = start.Input,
            WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
            WorkflowRunTimeout = start.WorkflowRunTimeout,
            WorkflowTaskTimeout = start.WorkflowTaskTimeout,
            Identity = start.Identity,
            RequestId = start.RequestId,
            WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
            SignalName = options.StartSignal,
            SignalInput = options.StartSignalArgs is { Count: > 0 } args ? await ToPayloadsAsync(ConverterFor(start.WorkflowId), args) : null,
            RetryPolicy = start.RetryPolicy,
            CronSchedule = start.CronSchedule,
            Memo = start.Memo,
            SearchAttributes = start.SearchAttributes,
            Header = start.Header,
            WorkflowStartDelay = start.WorkflowStartDelay,
            UserMetadata = start.UserMetadata,
            Priority = start.Priority,
            VersioningOverride = start.VersioningOverride,
        };
}
