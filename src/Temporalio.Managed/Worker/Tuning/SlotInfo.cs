using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Tuning;

/// <summary>What is done on a slot.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its kinds.")]
public record SlotInfo
{
    private SlotInfo()
    {
    }

    /// <summary>A workflow task.</summary>
    /// <param name="WorkflowType">Type of the workflow.</param>
    /// <param name="IsSticky">Whether the task came for a run that this worker keeps.</param>
    public record WorkflowSlotInfo(string WorkflowType, bool IsSticky) : SlotInfo;

    /// <summary>An activity.</summary>
    /// <param name="ActivityType">Type of the activity.</param>
    public record ActivitySlotInfo(string ActivityType) : SlotInfo;

    /// <summary>A local activity.</summary>
    /// <param name="ActivityType">Type of the activity.</param>
    public record LocalActivitySlotInfo(string ActivityType) : SlotInfo;
}
