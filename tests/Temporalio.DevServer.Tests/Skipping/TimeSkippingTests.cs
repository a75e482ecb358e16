using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Skipping;

/// <summary>The clock jumps over the time in which nothing happens, and over no other.</summary>
public sealed class TimeSkippingTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan LongWait = TimeSpan.FromDays(30);

    private DevService? service;
    private RpcClient? client;

    private RpcClient Client => client!;

    private Actor Actor => new(Client);

    public async Task InitializeAsync()
    {
        service = await DevService.StartAsync(new DevServiceOptions { TimeSkipping = true });
        client = new RpcClient(service.Address);
    }

    public async Task DisposeAsync() => await service!.DisposeAsync();

    public void Dispose() => client?.Dispose();

    [Fact]
    public async Task Timer_Unlocked_FiresAtOnce()
    {
        await Actor.StartAsync("w", "q");
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Timer("1", LongWait.TotalSeconds));
        await CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());

        var events = (await Actor.PollAsync("q")).History.Events;
        Assert.Equal(events[4].EventTime.ToDateTime() + LongWait, events[5].EventTime.ToDateTime(), TimeSpan.FromMinutes(5));
        Assert.Equal(events[4].EventTime.ToDateTime() + LongWait, await CurrentTimeAsync(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Timer_Locked_TakesItsTime()
    {
        await Actor.StartAsync("w", "q");
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Timer("1", LongWait.TotalSeconds));
        await CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());
        await CallAsync<LockTimeSkippingResponse>(new LockTimeSkippingRequest());
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Timer("2", LongWait.TotalSeconds));

        Assert.Equal(DateTime.UtcNow + LongWait, await CurrentTimeAsync(), TimeSpan.FromMinutes(5));
        Assert.Equal(8, (await Actor.HistoryAsync("w")).Events.Count(e => e.EventType != EventType.TimerStarted));
    }

    [Fact]
    public async Task Timer_WhileAnActivityIsOut_WaitsForIt()
    {
        await CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());
        await Actor.StartAsync("w", "q");
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Timer("1", LongWait.TotalSeconds), Make.Activity("a", "q"));
        var activity = await Actor.PollActivityAsync("q");
        Assert.Equal(DateTime.UtcNow, await CurrentTimeAsync(), TimeSpan.FromMinutes(5));

        await Actor.CompleteActivityAsync(activity);
        await Actor.CompleteAsync(await Actor.PollAsync("q"));
        var fired = (await Actor.PollAsync("q")).History.Events.Single(e => e.EventType == EventType.TimerFired);
        Assert.Equal(DateTime.UtcNow + LongWait, fired.EventTime.ToDateTime(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task ActivityRetry_Unlocked_ComesAtOnce()
    {
        await CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());
        await Actor.StartAsync("w", "q");
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Activity("a", "q", a => a.RetryPolicy = new()
        {
            InitialInterval = LongWait.ToDuration(),
            MaximumInterval = LongWait.ToDuration(),
        }));
        var first = await Actor.PollActivityAsync("q");
        await Actor.FailActivityAsync(first, Make.Failure("boom"));
        var second = await Actor.PollActivityAsync("q");
        Assert.Equal(2, second.Attempt);
        Assert.Equal(first.StartedTime.ToDateTime() + LongWait, second.StartedTime.ToDateTime(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task RunTimeout_NothingElseToWaitFor_Strikes()
    {
        await Actor.StartAsync("w", "q", r => r.WorkflowRunTimeout = LongWait.ToDuration());
        await Actor.CompleteAsync(await Actor.PollAsync("q"));
        await CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());
        Assert.Equal(EventType.WorkflowExecutionTimedOut, (await Actor.CloseAsync("w")).EventType);
    }

    [Fact]
    public async Task Closed_AfterManyDays_IsStillThere()
    {
        await Actor.StartAsync("w", "q");
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Complete());
        await SleepUnlockedAsync(LongWait);
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await Actor.CloseAsync("w")).EventType);
    }

    [Fact]
    public async Task UnlockWithSleep_NothingToDo_ReturnsAtOnceAndLocksAgain()
    {
        await SleepUnlockedAsync(LongWait);
        Assert.Equal(DateTime.UtcNow + LongWait, await CurrentTimeAsync(), TimeSpan.FromMinutes(5));
        await CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());
        var error = await Assert.ThrowsAsync<RpcFailure>(() => CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest()));
        Assert.Contains("Unbalanced", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnlockWithSleep_TimerComesFirst_StopsThereForTheWorker()
    {
        await Actor.StartAsync("w", "q");
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Timer("1", 3600));
        var sleep = SleepUnlockedAsync(TimeSpan.FromHours(2));
        var task = await Actor.PollAsync("q");
        Assert.False(sleep.IsCompleted);
        await Actor.CompleteAsync(task, Make.Complete());
        await sleep;
        Assert.Equal(DateTime.UtcNow.AddHours(2), await CurrentTimeAsync(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task SleepUntil_InThePast_ReturnsAtOnce() => await Client.CallAsync<SleepResponse>(
        MethodTable.TestService, "SleepUntil", new SleepUntilRequest { Timestamp = Timestamp.FromDateTime(DateTime.UtcNow.AddDays(-1)) });

    [Fact]
    public async Task Start_WithAFile_IsRefused()
    {
        var options = new DevServiceOptions { TimeSkipping = true, DatabaseFile = "never-made.db" };
        var error = await Assert.ThrowsAsync<DevServiceException>(() => DevService.StartAsync(options));
        Assert.Contains("never-made.db", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainService_KnowsNoTestService()
    {
        await using var plain = await DevService.StartAsync(new DevServiceOptions());
        using var caller = new RpcClient(plain.Address);
        var error = await Assert.ThrowsAsync<RpcFailure>(() => caller.CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest(), service: MethodTable.TestService));
        Assert.Equal(StatusCode.Unimplemented, error.Code);
    }

    private Task<T> CallAsync<T>(IMessage request)
        where T : IMessage<T>, new() => Client.CallAsync<T>(request, service: MethodTable.TestService);

    private Task<SleepResponse> SleepUnlockedAsync(TimeSpan length) =>
        Client.CallAsync<SleepResponse>(MethodTable.TestService, "UnlockTimeSkippingWithSleep", new SleepRequest { Duration = length.ToDuration() });

    private async Task<DateTime> CurrentTimeAsync() =>
        (await Client.CallAsync<GetCurrentTimeResponse>(MethodTable.TestService, "GetCurrentTime", new Empty())).Time.ToDateTime();
}
