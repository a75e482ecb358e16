namespace Temporalio.Worker.Tuning;

/// <summary>The values of <see cref="SlotType"/>.</summary>
internal static class SlotKinds
{
    public const SlotType Workflow = 0;
    public const SlotType Activity = (SlotType)1;
    public const SlotType LocalActivity = (SlotType)2;
}
