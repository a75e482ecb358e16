using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>The calls by which tests move the clock of a service.</summary>
internal sealed class TestService(TemporalConnection connection)
{
    private const string FullName = "temporal.api.testservice.v1.TestService";

    // The service counts locks and knows one unlocking at a time; here they are counted, so that any number may wait at once.
    private readonly object gate = new();
    private Task lastTurn = Task.CompletedTask;
    private int waiting;

    /// <summary>Waits for something while time may be skipped.</summary>
    public async Task<T> SkippingAsync<T>(Func<Task<T>> wait)
    {
        await EnterAsync();
        try
        {
            return await wait();
        }
        finally
        {
            await LeaveAsync(lockedBehind: false);
        }
    }

    /// <summary>Waits so long by the clock of the service, which stands at the very end when nobody else waits.</summary>
    public async Task SleepAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var alone = await EnterToSleepAsync();
        try
        {
            await connection.InvokeRpcAsync(
                FullName,
                alone ? "UnlockTimeSkippingWithSleep" : "Sleep",
                new SleepRequest { Duration = Duration.FromTimeSpan(delay) },
                SleepResponse.Parser,
                new() { CancellationToken = cancellationToken, Timeout = Timeout.InfiniteTimeSpan });
        }
        finally
        {
            await LeaveAsync(lockedBehind: alone);
        }
    }

    public async Task<DateTime> GetCurrentTimeAsync() =>
        (await connection.InvokeRpcAsync(FullName, "GetCurrentTime", new Empty(), GetCurrentTimeResponse.Parser, null)).Time.ToDateTime();

    private Task EnterAsync() => InTurnAsync(async () =>
    {
        if (waiting == 0) await UnlockAsync();
        waiting++;
    });

    /// <summary>Whether nobody else waits: the sleep itself unlocks then, and locks behind it.</summary>
    private async Task<bool> EnterToSleepAsync()
    {
        var alone = false;
        await InTurnAsync(() =>
        {
            alone = waiting++ == 0;
            return Task.CompletedTask;
        });
        return alone;
    }

    private Task LeaveAsync(bool lockedBehind) => InTurnAsync(async () =>
    {
        waiting--;
        if (waiting == 0 && !lockedBehind) await LockAsync();
        if (waiting > 0 && lockedBehind) await UnlockAsync();
    });

    /// <summary>Takes a step when the ones before it are done.</summary>
    private Task InTurnAsync(Func<Task> step)
    {
        lock (gate) return lastTurn = AfterAsync(lastTurn, step);

        static async Task AfterAsync(Task before, Func<Task> step)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await step();
        }
    }

    private Task UnlockAsync() =>
        connection.InvokeRpcAsync(FullName, "UnlockTimeSkipping", new UnlockTimeSkippingRequest(), UnlockTimeSkippingResponse.Parser, null);

    private Task LockAsync() =>
        connection.InvokeRpcAsync(FullName, "LockTimeSkipping", new LockTimeSkippingRequest(), LockTimeSkippingResponse.Parser, null);
}
