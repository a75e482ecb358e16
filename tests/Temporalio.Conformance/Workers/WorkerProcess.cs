using System.Diagnostics;

namespace Temporalio.Conformance.Workers;

/// <summary>A worker of the managed SDK in a process of its own, which can be killed.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    /// <summary>Starts a worker; it polls when this returns.</summary>
    public static async Task<WorkerProcess> StartAsync(string address, string queue, CancellationToken cancellation)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "Temporalio.Interop.Host.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [host, "worker", address, queue])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The worker did not start.");
        var worker = new WorkerProcess(process);
        var line = await process.StandardOutput.ReadLineAsync(cancellation);
        return line == "working" ? worker : throw new InvalidOperationException($"The worker said: {line}");
    }

    /// <summary>As kill -9.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
