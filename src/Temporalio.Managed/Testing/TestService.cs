using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>The calls by which tests move the clock of a service.</summary>
internal sealed class TestService(TemporalConnection connection)
{
    private const string FullName = "temporal.api.testservice.v1.TestService";

    /// <summary>Time may be skipped as long as nobody holds a lock.</summary>
    public Task UnlockAsync() =>
        connection.InvokeRpcAsync(FullName, "UnlockTimeSkipping", new UnlockTimeSkippingRequest(), UnlockTimeSkippingResponse.Parser, null);

    public Task LockAsync() =>
        connection.InvokeRpcAsync(FullName, "LockTimeSkipping", new LockTimeSkippingRequest(), LockTimeSkippingResponse.Parser, null);

    /// <summary>Gives a lock up for so long, by the clock of the service.</summary>
    public Task UnlockWithSleepAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        connection.InvokeRpcAsync(
            FullName,
            "UnlockTimeSkippingWithSleep",
            new SleepRequest { Duration = Duration.FromTimeSpan(delay) },
            SleepResponse.Parser,
            new() { CancellationToken = cancellationToken, Timeout = Timeout.InfiniteTimeSpan });

    public async Task<DateTime> GetCurrentTimeAsync() =>
        (await connection.InvokeRpcAsync(FullName, "GetCurrentTime", new Empty(), GetCurrentTimeResponse.Parser, null)).Time.ToDateTime();
}
