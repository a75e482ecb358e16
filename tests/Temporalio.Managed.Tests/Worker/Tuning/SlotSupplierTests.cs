using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker.Tuning;

[Collection(ServiceCollection.Name)]
public sealed class SlotSupplierTests(TemporalService service)
{
    [ServiceFact]
    public async Task Custom_WorkflowWithActivities_IsToldOfEverySlot()
    {
        using var supplier = new RecordingSupplier();
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<TwoKindsWorkflow>().AddActivity(Act);
                o.Tuner = new(supplier, supplier, supplier, new FixedSizeSlotSupplier(1));
            },
            options => service.Client.ExecuteWorkflowAsync((TwoKindsWorkflow wf) => wf.RunAsync(), options));
        Assert.Contains(new SlotInfo.ActivitySlotInfo("Act"), supplier.Used);
        Assert.Contains(new SlotInfo.LocalActivitySlotInfo("Act"), supplier.Used);
        Assert.Contains(new SlotInfo.WorkflowSlotInfo("TwoKindsWorkflow", false), supplier.Used);
        Assert.Equal(supplier.Reserved, supplier.Released);
        Assert.Contains(supplier.Contexts, c => c.IsSticky && c.SlotType == 0);
        Assert.All(supplier.Contexts, c => Assert.StartsWith("test-", c.TaskQueue, StringComparison.Ordinal));
    }

    [ServiceFact]
    public async Task ResourceBased_WorkflowWithActivity_Runs() =>
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<TwoKindsWorkflow>().AddActivity(Act);
                o.Tuner = WorkerTuner.CreateResourceBased(1, 1);
                o.WorkflowTaskPollerBehavior = new PollerBehavior.Autoscaling(minimum: 2);
                o.ActivityTaskPollerBehavior = new PollerBehavior.Autoscaling();
            },
            async options => Assert.Equal("done done", await service.Client.ExecuteWorkflowAsync((TwoKindsWorkflow wf) => wf.RunAsync(), options)));

    [ServiceFact]
    public void New_TunerAndMaximum_Throws() =>
        Assert.Throws<ArgumentException>(() => new TemporalWorker(
            service.Client,
            new TemporalWorkerOptions("queue") { Tuner = WorkerTuner.CreateFixedSize(5, 5, 5), MaxConcurrentActivities = 3 }.AddActivity(Act)));

    [Activity]
    public static string Act() => "done";

    [Workflow]
    public sealed class TwoKindsWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(5) };
            var local = new LocalActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(5) };
            return $"{await Workflow.ExecuteActivityAsync(() => Act(), options)} {await Workflow.ExecuteLocalActivityAsync(() => Act(), local)}";
        }
    }

    private sealed class RecordingSupplier : CustomSlotSupplier, IDisposable
    {
        private readonly SemaphoreSlim free = new(20);
        private int reserved;
        private int released;

        public ConcurrentBag<SlotInfo> Used { get; } = [];

        public ConcurrentBag<SlotReserveContext> Contexts { get; } = [];

        public int Reserved => reserved;

        public int Released => released;

        public override async Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken)
        {
            await free.WaitAsync(cancellationToken);
            return Count(ctx);
        }

        public override SlotPermit? TryReserveSlot(SlotReserveContext ctx) => free.Wait(0) ? Count(ctx) : null;

        public override void MarkSlotUsed(SlotMarkUsedContext ctx) => Used.Add(ctx.SlotInfo);

        public override void ReleaseSlot(SlotReleaseContext ctx)
        {
            Assert.Equal("mine", ctx.Permit.UserData);
            Interlocked.Increment(ref released);
            free.Release();
        }

        public void Dispose() => free.Dispose();

        private SlotPermit Count(SlotReserveContext ctx)
        {
            Contexts.Add(ctx);
            Interlocked.Increment(ref reserved);
            return new("mine");
        }
    }
}
