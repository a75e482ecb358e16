using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Skipping;

namespace Temporalio.DevServer.Rpc;

/// <summary>Control of the clock, for tests. Served only when the service was started to skip time.</summary>
internal sealed class TestRpc(ServiceCore core, TimeSkipping skipping)
{
    public void Register(MethodTable methods)
    {
        const string service = MethodTable.TestService;
        methods.Add<LockTimeSkippingRequest, LockTimeSkippingResponse>(service, "LockTimeSkipping", (_, _) => Task.FromResult(Lock()));
        methods.Add<UnlockTimeSkippingRequest, UnlockTimeSkippingResponse>(service, "UnlockTimeSkipping", (_, _) => Task.FromResult(Unlock()));
        methods.Add<SleepRequest, SleepResponse>(service, "Sleep", (request, call) => SleepAsync(() => After(request), call));
        methods.Add<SleepUntilRequest, SleepResponse>(service, "SleepUntil", (request, call) => SleepAsync(() => Until(request), call));
        methods.Add<SleepRequest, SleepResponse>(service, "UnlockTimeSkippingWithSleep", UnlockAndSleepAsync);
        methods.Add<Empty, GetCurrentTimeResponse>(service, "GetCurrentTime", (_, _) => Task.FromResult(CurrentTime()));
    }

    private LockTimeSkippingResponse Lock() => core.Locked(() =>
    {
        skipping.Lock();
        return new LockTimeSkippingResponse();
    });

    private UnlockTimeSkippingResponse Unlock() => core.Locked(() =>
    {
        skipping.Unlock();
        return new UnlockTimeSkippingResponse();
    });

    private GetCurrentTimeResponse CurrentTime() => new() { Time = core.Locked(core.Now).ToTimestamp() };

    private Task<SleepResponse> SleepAsync(Func<DateTime> due, CallContext call) => WaitAsync(core.Locked(() => Begin(due(), () => { })), call);

    private Task<SleepResponse> UnlockAndSleepAsync(SleepRequest request, CallContext call) => WaitAsync(
        core.Locked(() =>
        {
            var sleeper = Begin(After(request), skipping.Lock);
            skipping.Unlock();
            return sleeper;
        }),
        call);

    private Sleeper Begin(DateTime due, Action awake)
    {
        var sleeper = new Sleeper(due, awake);
        core.Deadlines.Arm(sleeper, due);
        skipping.JumpIfIdle();
        return sleeper;
    }

    private async Task<SleepResponse> WaitAsync(Sleeper sleeper, CallContext call)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Stopping);
        await sleeper.Done.WaitAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        core.Locked(() =>
        {
            sleeper.WakeUp();
            return 0;
        });
        return new SleepResponse();
    }

    private DateTime After(SleepRequest request) => core.Now() + request.Duration.OrZero();

    private static DateTime Until(SleepUntilRequest request) =>
        request.Timestamp?.ToDateTime() ?? throw ServiceError.InvalidArgument("Timestamp is not set on request.");
}
