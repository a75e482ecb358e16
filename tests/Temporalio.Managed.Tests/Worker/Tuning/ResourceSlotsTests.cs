using Temporalio.Worker.Execution;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Worker.Tuning;

public sealed class ResourceSlotsTests
{
    private static readonly SlotReserveContext Context = new(SlotKinds.Activity, "queue", "me", string.Empty, false);

    [Fact]
    public void TryReserve_ResourcesAboveTarget_GivesTheMinimumOnly()
    {
        var usage = new FixedUsage { Value = (0.9, 0.1) };
        var slots = Slots(usage);
        Assert.NotNull(slots.TryReserve(Context));
        Assert.NotNull(slots.TryReserve(Context));
        Assert.Null(slots.TryReserve(Context));
        usage.Value = (0.1, 0.95);
        Assert.Null(slots.TryReserve(Context));
        usage.Value = (0.1, 0.1);
        Assert.NotNull(slots.TryReserve(Context));
    }

    [Fact]
    public void TryReserve_ResourcesFree_GivesTheMaximum()
    {
        var slots = Slots(new());
        Assert.Equal(4, Enumerable.Range(0, 10).Count(_ => slots.TryReserve(Context) is not null));
        slots.Release(new(null, new()));
        Assert.NotNull(slots.TryReserve(Context));
    }

    [Fact]
    public void TryReserve_WithinTheRamp_GivesNone()
    {
        var slots = new ResourceSlots(SlotKinds.Activity, new(1, 4, TimeSpan.FromHours(1)), new(0.8, 0.9), new FixedUsage());
        Assert.NotNull(slots.TryReserve(Context));
        Assert.Null(slots.TryReserve(Context));
    }

    [Fact]
    public async Task ReserveAsync_ResourcesBecomeFree_Returns()
    {
        var usage = new FixedUsage { Value = (1, 1) };
        var slots = new ResourceSlots(SlotKinds.Activity, new(1, 4, TimeSpan.Zero), new(0.8, 0.9), usage);
        await slots.ReserveAsync(Context, default);
        var waiting = slots.ReserveAsync(Context, default);
        Assert.False(waiting.IsCompleted);
        usage.Value = (0, 0);
        Assert.NotNull(await waiting);
    }

    [Fact]
    public void Read_ThisMachine_IsAShare()
    {
        var usage = new ResourceUsage();
        var (memory, processor) = usage.Read();
        Assert.InRange(memory, 0.001, 1);
        Assert.InRange(processor, 0, 1);
    }

    [Theory]
    [InlineData(1.1, 0.5)]
    [InlineData(0.5, -0.1)]
    public void CreateResourceBased_TargetIsNoShare_Throws(double memory, double processor) =>
        Assert.Throws<ArgumentException>(() => WorkerTuner.CreateResourceBased(memory, processor));

    private static ResourceSlots Slots(FixedUsage usage) =>
        new(SlotKinds.Activity, new(2, 4, TimeSpan.Zero), new(0.8, 0.9), usage);

    private sealed class FixedUsage : ResourceUsage
    {
        public (double Memory, double Processor) Value { get; set; }

        public override (double Memory, double Processor) Read() => Value;
    }
}
