using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Client.Schedules;
using Temporalio.Common;
using Temporalio.Converters;
using Proto = Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Calls;

/// <summary>Schedules as messages and back: their actions need the client's converter.</summary>
internal sealed class ScheduleActionMessages(TemporalClient client) : ServiceCalls(client)
{
    public async Task<Proto.Schedule> ToProtoAsync(Schedule schedule) => new()
    {
        Spec = ScheduleMessages.ToProto(schedule.Spec),
        Action = new() { StartWorkflow = await ToProtoAsync(schedule.Action) },
        Policies = ScheduleMessages.ToProto(schedule.Policy),
        State = ScheduleMessages.ToProto(schedule.State),
    };

    public async Task<Schedule> FromProtoAsync(Proto.Schedule schedule) =>
        new(await FromProtoAsync(schedule.Action.StartWorkflow), ScheduleMessages.FromProto(schedule.Spec ?? new()))
        {
            Policy = ScheduleMessages.FromProto(schedule.Policies ?? new()),
            State = ScheduleMessages.FromProto(schedule.State ?? new()),
        };

    /// <exception cref="ArgumentException">The options hold something that a scheduled start cannot have.</exception>
    private static void RequireAllowed(WorkflowOptions options)
    {
        if (options.IdReusePolicy != WorkflowIdReusePolicy.AllowDuplicate)
            throw new ArgumentException("ID reuse policy cannot change from default for scheduled workflow");
        if (options.IdConflictPolicy != WorkflowIdConflictPolicy.Unspecified)
            throw new ArgumentException("ID conflict policy cannot change from default for scheduled workflow");
        if (options.CronSchedule != null)
            throw new ArgumentException("Cron schedule cannot be set on scheduled workflow");
        if (options.StartDelay != null)
            throw new ArgumentException("Start delay cannot be set on scheduled workflow");
        if (options.StartSignal != null || options.StartSignalArgs != null)
            throw new ArgumentException("Start signal and/or start signal args cannot be set on scheduled workflow");
        if (options.Rpc != null)
            throw new ArgumentException("RPC options cannot be set on scheduled workflow");
    }

    /// <summary>A value of a description goes back as it came; others are converted.</summary>
    private static async Task<Payload> ToPayloadAsync(DataConverter converter, object? value) =>
        value is IEncodedRawValue raw ? raw.Payload : await converter.ToPayloadAsync(value);

    private async Task<NewWorkflowExecutionInfo> ToProtoAsync(ScheduleAction action)
    {
        if (action is not ScheduleActionStartWorkflow start)
            throw new ArgumentException($"Unknown action type {action.GetType()}");
        var options = start.Options;
        RequireAllowed(options);
        var id = options.Id ?? throw new ArgumentException("Workflow ID required in options of the scheduled workflow");
        var converter = ConverterFor(id);
        var info = new NewWorkflowExecutionInfo
        {
            WorkflowId = id,
            WorkflowType = new() { Name = start.Workflow },
            TaskQueue = new()
            {
                Name = options.TaskQueue ?? throw new ArgumentException("Workflow task queue required in options of the scheduled workflow"),
            },
            WorkflowExecutionTimeout = ToProto(options.ExecutionTimeout),
            WorkflowRunTimeout = ToProto(options.RunTimeout),
            WorkflowTaskTimeout = ToProto(options.TaskTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            UserMetadata = await ToUserMetadataAsync(converter, options.StaticSummary, options.StaticDetails),
            VersioningOverride = options.VersioningOverride?.ToProto(),
            Priority = options.Priority?.ToProto(),
        };
        await AddValuesAsync(info, start, converter);
        return info;
    }

    private static async Task AddValuesAsync(NewWorkflowExecutionInfo info, ScheduleActionStartWorkflow start, DataConverter converter)
    {
        if (start.Args.Count > 0)
        {
            info.Input = new();
            foreach (var arg in start.Args)
                info.Input.Payloads_.Add(await ToPayloadAsync(converter, arg));
        }

        if (start.Options.Memo is { Count: > 0 } memo)
        {
            info.Memo = new();
            foreach (var (name, value) in memo)
                info.Memo.Fields[name] = await ToPayloadAsync(converter, value);
        }

        if (start.Headers is { Count: > 0 } headers)
        {
            info.Header = new();
            foreach (var (name, value) in headers)
                info.Header.Fields[name] = value.Payload;
        }
    }

    private async Task<ScheduleActionStartWorkflow> FromProtoAsync(NewWorkflowExecutionInfo info)
    {
        var converter = ConverterFor(info.WorkflowId);
        IEncodedRawValue Raw(Payload payload) => new EncodedRawValue(converter, payload);
        var options = new WorkflowOptions(info.WorkflowId, info.TaskQueue?.Name ?? string.Empty)
        {
            ExecutionTimeout = info.WorkflowExecutionTimeout?.ToTimeSpan(),
            RunTimeout = info.WorkflowRunTimeout?.ToTimeSpan(),
            TaskTimeout = info.WorkflowTaskTimeout?.ToTimeSpan(),
            RetryPolicy = info.RetryPolicy == null ? null : Common.RetryPolicy.FromProto(info.RetryPolicy),
            Memo = info.Memo?.Fields.ToDictionary(f => f.Key, f => (object)Raw(f.Value)),
            TypedSearchAttributes = info.SearchAttributes == null ? null : SearchAttributeCollection.FromProto(info.SearchAttributes),
            StaticSummary = info.UserMetadata?.Summary is { } summary ? await converter.ToValueAsync<string>(summary) : null,
            StaticDetails = info.UserMetadata?.Details is { } details ? await converter.ToValueAsync<string>(details) : null,
            Priority = info.Priority == null ? null : new(info.Priority),
            VersioningOverride = info.VersioningOverride == null ? null : Common.VersioningOverride.FromProto(info.VersioningOverride),
        };
        return new(
            info.WorkflowType?.Name ?? string.Empty,
            [.. (info.Input?.Payloads_ ?? []).Select(Raw)],
            options,
            info.Header?.Fields.ToDictionary(f => f.Key, f => Raw(f.Value)));
    }
}
