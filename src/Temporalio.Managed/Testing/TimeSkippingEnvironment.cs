using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A service that was started for tests and can skip time.</summary>
internal sealed class TimeSkippingEnvironment(
    ITemporalClient client, ServerProcess server, TestService clock, AsyncLocal<bool> switchedOff) : ServerEnvironment(client, server)
{
    public override bool SupportsTimeSkipping => true;

    public override Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        clock.SleepAsync(delay, cancellationToken ?? CancellationToken.None);

    public override Task<DateTime> GetCurrentTimeAsync() => clock.GetCurrentTimeAsync();

    public override async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        var before = switchedOff.Value;
        switchedOff.Value = true;
        try
        {
            return await func();
        }
        finally
        {
            switchedOff.Value = before;
        }
    }
}
