using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Tests.Service;
using Temporalio.Tests.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Testing;

public sealed class WorkflowEnvironmentTests
{
    private static readonly SearchAttributeKey<string> Genre = SearchAttributeKey.CreateKeyword("Genre");

    [Fact]
    public async Task StartLocalAsync_DevService_RunsWorkflows() => await RunLocallyAsync(new());

    [RealProgramFact]
    public async Task StartLocalAsync_Temporal_RunsWorkflows() => await RunLocallyAsync(new() { ExistingPath = TemporalCli.Path });

    [Fact]
    public async Task StartLocalAsync_NoSuchProgram_NamesIt()
    {
        var error = await Assert.ThrowsAsync<FileNotFoundException>(
            () => WorkflowEnvironment.StartLocalAsync(new() { DevServerOptions = new() { ExistingPath = "/no/such/program" } }));
        Assert.Contains("/no/such/program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartLocalAsync_ProgramEnds_SaysWhatItWrote()
    {
        // No folder can be made where a file is.
        var file = Path.Combine(typeof(WorkflowEnvironmentTests).Assembly.Location, "temporal.db");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => WorkflowEnvironment.StartLocalAsync(new() { DevServerOptions = new() { DatabaseFilename = file } }));
        Assert.Contains("ended with code", error.Message, StringComparison.Ordinal);
        Assert.Contains("temporal.db", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartLocalAsync_VersionToDownload_IsNotSupported() =>
        await Assert.ThrowsAsync<NotSupportedException>(
            () => WorkflowEnvironment.StartLocalAsync(new() { DevServerOptions = new() { DownloadVersion = "v1.2.3" } }));

    [Fact]
    public async Task ShutdownAsync_Service_IsGone()
    {
        var environment = await WorkflowEnvironment.StartLocalAsync();
        await environment.ShutdownAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(new(environment.Client.Connection.Options.TargetHost!)));
        await environment.DisposeAsync();
    }

    [Fact]
    public async Task StartTimeSkippingAsync_WorkflowOfAYear_EndsAtOnce()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        Assert.True(environment.SupportsTimeSkipping);
        var before = await environment.GetCurrentTimeAsync();
        await TestWorkers.RunAsync((TemporalClient)environment.Client, o => o.AddWorkflow<SleepyWorkflow>().AddActivity(Act), async options =>
            Assert.Equal("slept 365 days", await environment.Client.ExecuteWorkflowAsync((SleepyWorkflow wf) => wf.RunAsync(365), options)));
        Assert.InRange(await environment.GetCurrentTimeAsync(), before.AddDays(365), before.AddDays(366));
    }

    [Fact]
    public async Task DelayAsync_TimeSkipping_MovesTheClockOfWorkflows()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await TestWorkers.RunAsync((TemporalClient)environment.Client, o => o.AddWorkflow<SleepyWorkflow>().AddActivity(Act), async options =>
        {
            var handle = await environment.Client.StartWorkflowAsync((SleepyWorkflow wf) => wf.RunAsync(2), options);
            Assert.Equal("asleep", await handle.QueryAsync(wf => wf.State));
            await environment.DelayAsync(TimeSpan.FromDays(1));
            Assert.Equal("asleep", await handle.QueryAsync(wf => wf.State));
            await environment.DelayAsync(TimeSpan.FromDays(1.5));
            Assert.Equal("awake", await handle.QueryAsync(wf => wf.State));
        });
    }

    [Fact]
    public async Task WithAutoTimeSkippingDisabledAsync_WaitForResult_DoesNotMoveTheClock()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await TestWorkers.RunAsync((TemporalClient)environment.Client, o => o.AddWorkflow<SleepyWorkflow>().AddActivity(Act), async options =>
        {
            var handle = await environment.Client.StartWorkflowAsync((SleepyWorkflow wf) => wf.RunAsync(100), options);
            var before = await environment.GetCurrentTimeAsync();
            await environment.WithAutoTimeSkippingDisabledAsync(async () =>
            {
                var result = handle.GetResultAsync();
                Assert.Equal("asleep", await handle.QueryAsync(wf => wf.State));
                await handle.TerminateAsync();
                await Assert.ThrowsAsync<WorkflowFailedException>(() => result);
            });
            Assert.InRange(await environment.GetCurrentTimeAsync(), before, before.AddDays(1));
        });
    }

    [Fact]
    public async Task StartTimeSkippingAsync_ActivityRetriesAfterHours_EndsAtOnce()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await TestWorkers.RunAsync((TemporalClient)environment.Client, o => o.AddWorkflow<RetryingWorkflow>().AddActivity(FailTwice), async options =>
            Assert.Equal(3, await environment.Client.ExecuteWorkflowAsync((RetryingWorkflow wf) => wf.RunAsync(), options)));
    }

    [Fact]
    public async Task StartTimeSkippingAsync_SeveralWaitAtOnce_AllEndAtOnce()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await TestWorkers.RunAsync((TemporalClient)environment.Client, o => o.AddWorkflow<SleepyWorkflow>().AddActivity(Act), async options =>
        {
            var before = await environment.GetCurrentTimeAsync();
            var results = Enumerable.Range(1, 4).Select(days => environment.Client.ExecuteWorkflowAsync(
                (SleepyWorkflow wf) => wf.RunAsync(days), new WorkflowOptions($"{options.Id}-{days}", options.TaskQueue!))).ToArray();
            await Task.WhenAll(environment.DelayAsync(TimeSpan.FromDays(6)), environment.DelayAsync(TimeSpan.FromDays(5)));
            Assert.Equal(["slept 1 days", "slept 2 days", "slept 3 days", "slept 4 days"], await Task.WhenAll(results));
            Assert.True(await environment.GetCurrentTimeAsync() >= before + TimeSpan.FromDays(6));
            await environment.DelayAsync(TimeSpan.FromDays(1));
            Assert.Equal("slept 9 days", await environment.Client.ExecuteWorkflowAsync((SleepyWorkflow wf) => wf.RunAsync(9), options));
        });
    }

    [Activity]
    public static string Act() => "slept";

    [Activity]
    public static int FailTwice() => ActivityExecutionContext.Current.Info.Attempt is var attempt and > 2
        ? attempt
        : throw new ApplicationFailureException("not yet");

    private static async Task RunLocallyAsync(DevServerOptions server)
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync(new()
        {
            DevServerOptions = server,
            Namespace = "films",
            SearchAttributes = [Genre],
        });
        Assert.False(environment.SupportsTimeSkipping);
        await TestWorkers.RunAsync((TemporalClient)environment.Client, o => o.AddWorkflow<SleepyWorkflow>().AddActivity(Act), async options =>
        {
            options.TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Genre, "noir").ToSearchAttributeCollection();
            Assert.Equal("slept 0 days", await environment.Client.ExecuteWorkflowAsync((SleepyWorkflow wf) => wf.RunAsync(0), options));
            var description = await environment.Client.GetWorkflowHandle(options.Id!).DescribeAsync();
            Assert.Equal("noir", description.TypedSearchAttributes.Get(Genre));
        });
        await environment.DelayAsync(1);
        Assert.Equal(DateTimeKind.Utc, (await environment.GetCurrentTimeAsync()).Kind);
    }

    [Workflow]
    public sealed class SleepyWorkflow
    {
        [WorkflowQuery]
        public string State { get; private set; } = "new";

        [WorkflowRun]
        public async Task<string> RunAsync(int days)
        {
            State = "asleep";
            await Workflow.DelayAsync(TimeSpan.FromDays(days));
            State = "awake";
            return $"{await Workflow.ExecuteActivityAsync(() => Act(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) })} {days} days";
        }
    }

    [Workflow]
    public sealed class RetryingWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync() => Workflow.ExecuteActivityAsync(
            () => FailTwice(),
            new() { StartToCloseTimeout = TimeSpan.FromMinutes(5), RetryPolicy = new() { InitialInterval = TimeSpan.FromHours(5) } });
    }
}
