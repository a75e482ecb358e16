using System.Diagnostics.CodeAnalysis;
using Temporalio.Activities;

namespace Temporalio.Converters;

/// <summary>What a value belongs to while it is converted.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its kinds.")]
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "The official type is a marker.")]
public interface ISerializationContext
{
    /// <summary>A context that may name a workflow.</summary>
    interface IHasWorkflow : ISerializationContext
    {
        /// <summary>Gets the namespace.</summary>
        string Namespace { get; }

        /// <summary>Gets the workflow id, if there is one.</summary>
        string? WorkflowId { get; }
    }

    /// <summary>The value belongs to a workflow.</summary>
    /// <param name="Namespace">Namespace.</param>
    /// <param name="WorkflowId">Workflow id.</param>
    sealed record Workflow(string Namespace, string WorkflowId) : IHasWorkflow;

    /// <summary>The value belongs to an activity.</summary>
    /// <param name="Namespace">Namespace.</param>
    /// <param name="ActivityId">Activity id.</param>
    /// <param name="WorkflowId">Workflow id, if a workflow started the activity.</param>
    /// <param name="WorkflowType">Workflow type, if a workflow started the activity.</param>
    /// <param name="ActivityType">Activity type, if known.</param>
    /// <param name="ActivityTaskQueue">Task queue of the activity, if known.</param>
    /// <param name="IsLocal">Whether it is a local activity.</param>
    sealed record Activity(
        string Namespace,
        string? ActivityId,
        string? WorkflowId,
        string? WorkflowType,
        string? ActivityType,
        string? ActivityTaskQueue,
        bool IsLocal) : IHasWorkflow
    {
        /// <summary>Initializes a new instance of the <see cref="Activity"/> class for a running activity.</summary>
        /// <param name="info">The running activity.</param>
        public Activity(ActivityInfo info)
            : this(info.Namespace, info.ActivityId, info.WorkflowId, info.WorkflowType, info.ActivityType, info.TaskQueue, info.IsLocal)
        {
        }
    }
}
