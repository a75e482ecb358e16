using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>Histories of another official SDK, replayed by the same workflows in C#.</summary>
public sealed class LongHistoriesTests
{
    private static readonly ActivityOptions TwentySeconds = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };
    private static readonly LocalActivityOptions Local = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task Replay_FanOut_JoinsAll() => Assert.Equal(40, await Replays.RunAsync<FanOutWorkflow>("S02-fan-out"));

    [Fact]
    public async Task Replay_PollerThatContinuesAsNew_EndsWithoutResult() =>
        Assert.Null(await Replays.RunAsync<PollerWorkflow>("S03-poller-run1"));

    [Fact]
    public async Task Replay_TwoThousandEvents_ReturnsSum() => Assert.Equal(200, await Replays.RunAsync<PollerWorkflow>("S08-long"));

    [Fact]
    public async Task Replay_CancellationOfEverything_TakesTheRecordedWay() =>
        Assert.Equal(
            "ActivityFailureException,TaskCanceledException,fast,ChildWorkflowFailureException:CanceledFailureException,TaskCanceledException",
            await Replays.RunAsync<ScopesWorkflow>("S04-cancellation-scopes"));

    [Fact]
    public async Task Replay_FlakyActivity_ReturnsAttempt() => Assert.Equal(3, await Replays.RunAsync<FlakyWorkflow>("S10-flaky"));

    [Fact]
    public async Task Replay_Order_TakesTheRecordedWay() => Assert.Equal("compensated 4", await Replays.RunAsync<OrderWorkflow>("S01-order"));

    [Fact]
    public async Task Replay_LocalActivities_ReturnsRecordedResults() =>
        Assert.Equal("0,1,2,3,4,10,20,30,40,3,hard,9500,2", await Replays.RunAsync<LocalsWorkflow>("S06-local-activities"));

    [Fact]
    public async Task Replay_OneLocalActivity_ReturnsRecordedResult() =>
        Assert.Equal("value", await Replays.RunAsync<LocalWorkflow>("E34-local-activity"));

    [Workflow]
    public sealed class FanOutWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int count, string id)
        {
            var sum = 0;
            for (var start = 0; start < count; start += 10)
                sum += (await Workflow.WhenAllAsync(Enumerable.Range(start, 10).Select(i => OneAsync(i, id)))).Length;
            return sum;
        }

        private static Task<int> OneAsync(int i, string id) => i % 5 == 4
            ? Workflow.ExecuteChildWorkflowAsync<int>("childOk", [i], new() { Id = $"{id}-child-{i}" })
            : Workflow.ExecuteActivityAsync<int>("add", [i, 1], TwentySeconds);
    }

    [Workflow]
    public sealed class PollerWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int total, int perRun)
        {
            var sum = 0;
            for (var i = 0; i < Math.Min(total, perRun); i++)
            {
                sum = await Workflow.ExecuteActivityAsync<int>("add", [sum, 1], TwentySeconds);
                await Workflow.DelayAsync(5);
            }
            return total > perRun ? throw Workflow.CreateContinueAsNewException("poller", [total - perRun, perRun]) : sum;
        }
    }

    [Workflow]
    public sealed class ScopesWorkflow
    {
        private readonly List<string> seen = [];

        [WorkflowRun]
        public async Task<string> RunAsync(string id)
        {
            await TimeOutActivityAsync();
            await CancelTimerAsync();
            await RaceTimersAsync();
            await CancelChildAsync(id + "-c");
            await SeeAsync(Workflow.DelayAsync(TimeSpan.FromHours(1)));
            await Workflow.ExecuteActivityAsync<string>("greet", ["cleanup"], new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(20),
                CancellationToken = CancellationToken.None,
            });
            await Workflow.ExecuteLocalActivityAsync<string>("localEcho", ["local cleanup"], new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(20),
                CancellationToken = CancellationToken.None,
            });
            return string.Join(',', seen);
        }

        private async Task TimeOutActivityAsync()
        {
            using var scope = new CancellationTokenSource();
            var timeout = Workflow.DelayAsync(200);
            var beat = Workflow.ExecuteActivityAsync("beat", [50], new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(20),
                CancellationToken = scope.Token,
            });
            await timeout;
            scope.Cancel();
            await SeeAsync(beat);
        }

        private async Task CancelTimerAsync()
        {
            using var scope = new CancellationTokenSource();
            var timer = Workflow.DelayAsync(TimeSpan.FromHours(1), scope.Token);
            scope.Cancel();
            await SeeAsync(timer);
        }

        private async Task RaceTimersAsync()
        {
            var fast = Workflow.DelayAsync(30);
            var slow = Workflow.DelayAsync(TimeSpan.FromHours(1));
            seen.Add(await Workflow.WhenAnyAsync(fast, slow) == fast ? "fast" : "slow");
        }

        private async Task CancelChildAsync(string id)
        {
            using var scope = new CancellationTokenSource();
            var child = await Workflow.StartChildWorkflowAsync("cancellable", [], new() { Id = id, CancellationToken = scope.Token });
            await Workflow.DelayAsync(100);
            scope.Cancel();
            await SeeAsync(child.GetResultAsync());
        }

        private async Task SeeAsync(Task task)
        {
            try
            {
                await task;
            }
            catch (ChildWorkflowFailureException e)
            {
                seen.Add($"{e.GetType().Name}:{e.InnerException!.GetType().Name}");
            }
            catch (Exception e) when (TemporalException.IsCanceledException(e))
            {
                seen.Add(e.GetType().Name);
            }
        }
    }

    [Workflow]
    public sealed class FlakyWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int failures) => Workflow.ExecuteActivityAsync<int>("failN", [failures], TwentySeconds);
    }

    [Workflow]
    public sealed class OrderWorkflow
    {
        private readonly List<string> items = [];
        private bool approved;

        [WorkflowRun]
        public async Task<string> RunAsync(string id)
        {
            if (!await Workflow.WaitConditionAsync(() => approved, TimeSpan.FromSeconds(30)))
                return $"{id} not approved";
            foreach (var item in items)
            {
                await Workflow.ExecuteActivityAsync<string>("greet", [item], TwentySeconds);
                await Workflow.DelayAsync(20);
            }
            if (Workflow.Patched("v2-shipping"))
                await Workflow.ExecuteActivityAsync<int>("failN", [1], TwentySeconds);
            try
            {
                await Workflow.ExecuteActivityAsync("failHard", ["payment refused", "Payment"], TwentySeconds);
                return "paid";
            }
            catch (ActivityFailureException)
            {
                foreach (var item in Enumerable.Reverse(items))
                    await Workflow.ExecuteLocalActivityAsync<string>("localEcho", [item], Local);
                return $"compensated {items.Count}";
            }
        }

        [WorkflowUpdate("addItem")]
        public async Task<int> AddItemAsync(string name, int quantity)
        {
            var price = await Workflow.ExecuteLocalActivityAsync<int>("localEcho", [quantity * 3], Local);
            items.Add(name);
            var count = items.Count;
            if (price > 20)
                await Workflow.ExecuteActivityAsync<string>("greet", [name], TwentySeconds);
            return count;
        }

        [WorkflowSignal("approve")]
        public Task ApproveAsync(string by)
        {
            approved = by.Length > 0;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class LocalsWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var seen = new List<object>();
            for (var i = 0; i < 5; i++)
                seen.Add(await EchoAsync(i));
            seen.AddRange((await Workflow.WhenAllAsync(EchoAsync(10), EchoAsync(20), EchoAsync(30), EchoAsync(40))).Cast<object>());
            seen.Add(await Workflow.ExecuteLocalActivityAsync<int>("localFailN", [2], Local));
            try
            {
                await Workflow.ExecuteLocalActivityAsync("localFailHard", [], Local);
            }
            catch (ActivityFailureException e) when (e.InnerException is ApplicationFailureException { ErrorType: "Hard" })
            {
                seen.Add("hard");
            }
            seen.Add(await Workflow.ExecuteLocalActivityAsync<int>("localSlow", [9500], Local));
            await Workflow.DelayAsync(10);
            seen.Add(await Workflow.ExecuteActivityAsync<int>("add", [1, 1], TwentySeconds));
            return string.Join(',', seen);
        }

        private static Task<int> EchoAsync(int value) => Workflow.ExecuteLocalActivityAsync<int>("localEcho", [value], Local);
    }

    [Workflow]
    public sealed class LocalWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string value) => Workflow.ExecuteLocalActivityAsync<string>("localEcho", [value], Local);
    }
}
