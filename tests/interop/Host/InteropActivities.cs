using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporalio.Interop;

/// <summary>The activities of support/activities.js that the shared workflows use, under the same names.</summary>
internal sealed class InteropActivities
{
    [Activity("greet")]
    public string Greet(string name) => $"Hello, {name}.";

    [Activity("double")]
    public int Double(int number) => number * 2;

    [Activity("unsteady")]
    public int Unsteady(int attempts) => ActivityExecutionContext.Current.Info.Attempt is var attempt && attempt < attempts
        ? throw new InvalidOperationException($"attempt {attempt}")
        : attempt;

    [Activity("refuse")]
    public void Refuse(string message) => throw new ApplicationFailureException(
        message, errorType: "Refused", nonRetryable: true, details: [1, new Dictionary<string, int> { ["two"] = 2 }]);

    [Activity("patient")]
    public async Task PatientAsync()
    {
        var context = ActivityExecutionContext.Current;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await beat.WaitForNextTickAsync(context.CancellationToken))
        {
            context.Heartbeat();
        }
    }

    [Activity("echoBytes")]
    public byte[] EchoBytes(byte[] bytes) => bytes;
}
