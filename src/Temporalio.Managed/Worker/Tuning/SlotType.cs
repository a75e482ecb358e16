namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is for: 0 a workflow task, 1 an activity, 2 a local activity.</summary>
public enum SlotType
{
}
