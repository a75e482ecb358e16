using Temporalio.Activities;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Tasks that a service returns with another answer, so that nobody has to poll for them.</summary>
[Collection(ServiceCollection.Name)]
public sealed class EagerTests(TemporalService service)
{
    [ServiceFact]
    public async Task Activity_WorkerThatDoesNotPoll_RunsAsManyAsMayBeReserved()
    {
        var slots = new CountingSlots { PollsWait = true };
        await TestWorkers.RunAsync(service.Client, o => Configure(o, slots), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((ActivitiesWorkflow wf) => wf.RunAsync(3, true), options);
            Assert.Equal(3, await handle.GetResultAsync());
        });
        Assert.Equal((3, 3), (slots.Tried, slots.Used));
    }

    [ServiceFact]
    public async Task Activity_MoreThanMayBeReserved_RestIsPolledFor()
    {
        var slots = new CountingSlots();
        await TestWorkers.RunAsync(service.Client, o => Configure(o, slots), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((ActivitiesWorkflow wf) => wf.RunAsync(5, true), options);
            Assert.Equal(5, await handle.GetResultAsync());
        });
        Assert.Equal((3, 5), (slots.Tried, slots.Used));
    }

    [ServiceTheory]
    [InlineData(nameof(ActivityOptions))]
    [InlineData(nameof(TemporalWorkerOptions.DisableEagerActivityExecution))]
    [InlineData(nameof(TemporalWorkerOptions.MaxActivitiesPerSecond))]
    [InlineData(nameof(TemporalWorkerOptions.MaxTaskQueueActivitiesPerSecond))]
    public async Task Activity_SwitchedOff_IsPolledFor(string by)
    {
        var slots = new CountingSlots();
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                Configure(o, slots);
                o.DisableEagerActivityExecution = by == nameof(o.DisableEagerActivityExecution);
                o.MaxActivitiesPerSecond = by == nameof(o.MaxActivitiesPerSecond) ? 1000 : null;
                o.MaxTaskQueueActivitiesPerSecond = by == nameof(o.MaxTaskQueueActivitiesPerSecond) ? 1000 : null;
            },
            async options =>
            {
                var handle = await service.Client.StartWorkflowAsync((ActivitiesWorkflow wf) => wf.RunAsync(2, by != nameof(ActivityOptions)), options);
                Assert.Equal(2, await handle.GetResultAsync());
            });
        Assert.Equal((0, 2), (slots.Tried, slots.Used));
    }

    [ServiceFact]
    public async Task Start_WorkerOfTheSameConnection_RunsTheFirstTaskAtOnce() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ActivitiesWorkflow>().AddActivity(Act), async options =>
        {
            options.RequestEagerStart = true;
            var handle = await service.Client.StartWorkflowAsync((ActivitiesWorkflow wf) => wf.RunAsync(5, true), options);
            Assert.Equal(5, await handle.GetResultAsync());
            Assert.True((await StartOfAsync(handle)).EagerExecutionAccepted);
        });

    [ServiceFact]
    public async Task Start_WorkerOfAnotherConnection_LeavesTheTaskToPolls()
    {
        var other = await TemporalClient.ConnectAsync(new(service.Address));
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ActivitiesWorkflow>().AddActivity(Act), async options =>
        {
            options.RequestEagerStart = true;
            var handle = await other.StartWorkflowAsync((ActivitiesWorkflow wf) => wf.RunAsync(5, true), options);
            Assert.Equal(5, await handle.GetResultAsync());
            Assert.False((await StartOfAsync(handle)).EagerExecutionAccepted);
        });
    }

    [Activity]
    public static int Act() => 1;

    private static async Task<WorkflowExecutionStartedEventAttributes> StartOfAsync(WorkflowHandle handle) =>
        (await handle.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes;

    private static void Configure(TemporalWorkerOptions options, CountingSlots slots)
    {
        options.AddWorkflow<ActivitiesWorkflow>().AddActivity(Act);
        options.Tuner = new(new FixedSizeSlotSupplier(10), slots, new FixedSizeSlotSupplier(10), new FixedSizeSlotSupplier(1));
    }

    [Workflow]
    public sealed class ActivitiesWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int count, bool eager)
        {
            var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1), DisableEagerActivityExecution = !eager };
            var results = await Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(_ => Workflow.ExecuteActivityAsync(() => Act(), options)));
            return results.Sum();
        }
    }

    /// <summary>Counts the slots that were tried for, as eager tasks are, and those used; polls may be kept from having any.</summary>
    private sealed class CountingSlots : CustomSlotSupplier
    {
        private int tried;
        private int used;

        public bool PollsWait { get; init; }

        public int Tried => tried;

        public int Used => used;

        public override async Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken)
        {
            if (PollsWait)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return new();
        }

        public override SlotPermit? TryReserveSlot(SlotReserveContext ctx)
        {
            Interlocked.Increment(ref tried);
            return new();
        }

        public override void MarkSlotUsed(SlotMarkUsedContext ctx) => Interlocked.Increment(ref used);

        public override void ReleaseSlot(SlotReleaseContext ctx)
        {
        }
    }
}
