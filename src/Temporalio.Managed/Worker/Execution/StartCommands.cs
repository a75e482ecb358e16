using Temporalio.Api.Command.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Builds the attributes of commands that start other work.</summary>
internal static class StartCommands
{
    /// <exception cref="ArgumentException">No timeout limits the activity.</exception>
    public static ScheduleActivityTaskCommandAttributes Schedule(WorkflowInstance instance, ScheduleActivityInput input)
    {
        var options = input.Options;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
            throw new ArgumentException("Activity options must have StartToCloseTimeout or ScheduleToCloseTimeout", nameof(input));
        return new()
        {
            ActivityType = new() { Name = input.Activity },
            TaskQueue = new() { Name = options.TaskQueue ?? instance.Info.TaskQueue },
            Header = input.Headers.ToProto(),
            Input = Arguments.Encode(instance.PayloadConverter, input.Args),
            ScheduleToCloseTimeout = options.ScheduleToCloseTimeout.ToProto(),
            ScheduleToStartTimeout = options.ScheduleToStartTimeout.ToProto(),
            StartToCloseTimeout = options.StartToCloseTimeout.ToProto(),
            HeartbeatTimeout = options.HeartbeatTimeout.ToProto(),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            UseWorkflowBuildId = options.VersioningIntent == VersioningIntent.Compatible,
            Priority = options.Priority?.ToProto(),

            // A wish: the worker grants it when it has a free slot.
            RequestEagerExecution = !options.DisableEagerActivityExecution,
        };
    }

    public static StartChildWorkflowExecutionCommandAttributes StartChild(WorkflowInstance instance, StartChildWorkflowInput input)
    {
        var options = input.Options;
        return new()
        {
            Namespace = instance.Info.Namespace,
            WorkflowId = options.Id ?? instance.Random.NextGuid().ToString(),
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options.TaskQueue ?? instance.Info.TaskQueue },
            Input = Arguments.Encode(instance.PayloadConverter, input.Args),
            WorkflowExecutionTimeout = options.ExecutionTimeout.ToProto(),
            WorkflowRunTimeout = options.RunTimeout.ToProto(),
            WorkflowTaskTimeout = options.TaskTimeout.ToProto(),
            ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Header = input.Headers.ToProto(),
            Memo = options.Memo.ToProto(instance.PayloadConverter),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            InheritBuildId = options.VersioningIntent == VersioningIntent.Compatible,
            Priority = options.Priority?.ToProto(),
        };
    }
}
