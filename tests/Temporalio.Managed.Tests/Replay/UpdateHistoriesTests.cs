using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>Histories with updates.</summary>
public sealed class UpdateHistoriesTests
{
    [Theory]
    [InlineData("E25-update")]
    [InlineData("E37-update-no-worker")]
    public async Task Replay_UpdateCompletedInOneTask_RunsHandlerOnce(string history) =>
        Assert.Equal("done 1", await Replays.RunAsync<UpdatedWorkflow>(history));

    [Fact]
    public async Task Replay_UpdateWithActivity_ResumesHandler() =>
        Assert.Equal("done r", await Replays.RunAsync<UpdatedByActivityWorkflow>("E26-update-activity"));

    [Fact]
    public async Task Replay_EntityWithManyUpdates_KeepsOrder() =>
        Assert.Equal(546, await Replays.RunAsync<EntityWorkflow>(Replays.Load("S07-entity").WithLangFlag(2)));

    [Workflow]
    public sealed class UpdatedWorkflow
    {
        private readonly List<int> updates = [];
        private bool ended;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => ended);
            return $"done {string.Join(',', updates)}";
        }

        [WorkflowUpdate("u")]
        public Task<int> UpdateAsync(int value)
        {
            updates.Add(value);
            return Task.FromResult(42);
        }

        [WorkflowSignal("end")]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class UpdatedByActivityWorkflow
    {
        private string? result;
        private bool ended;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => ended);
            return $"done {result}";
        }

        [WorkflowUpdate("u")]
        public async Task<string> UpdateAsync(int value) =>
            result = await Workflow.ExecuteActivityAsync<string>("act", [value], new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });

        [WorkflowSignal("end")]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>A counter: sums that divide by 3 wait for an activity, then sums that divide by 5 for a timer.</summary>
    [Workflow]
    public sealed class EntityWorkflow
    {
        private int total;
        private bool going;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => going);
            return total;
        }

        [WorkflowUpdate("inc")]
        public async Task<int> IncreaseAsync(int by)
        {
            total += by;
            if (total % 3 == 0)
                await Workflow.ExecuteActivityAsync<int>("add", [total, 0], new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) });
            if (total % 5 == 0)
                await Workflow.DelayAsync(10);

            // The recorded handlers always ended a turn after the others of their task had begun.
            await Task.Yield();
            return total;
        }

        [WorkflowSignal("add")]
        public Task AddAsync(int by)
        {
            total += by;
            return Task.CompletedTask;
        }

        [WorkflowSignal("go")]
        public Task GoAsync()
        {
            going = true;
            return Task.CompletedTask;
        }
    }
}
