namespace Temporalio.Worker.Execution;

internal sealed class LocalActivityRuns : IDisposable
{
    public void Dispose()
    {
    }
}
