using System.Diagnostics;
using Orchestrator.EngineBench.Load;

namespace Orchestrator.EngineBench.Services;

/// <summary>This program once more, as a worker and nothing else.</summary>
internal sealed class WorkerProcess(Process process) : IAsyncDisposable
{
    public const string Command = "worker";

    public static async Task<WorkerProcess> StartAsync(string address)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(WorkerProcess).Assembly.Location, Command, address },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() is null) throw new InvalidOperationException("The worker did not start.");
        return new WorkerProcess(process);
    }

    /// <summary>What the program does when it is started as a worker.</summary>
    public static async Task RunAsync(string address)
    {
        await using var crew = await Crew.HireAsync(address);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }

    public long Memory() => ProcessMemory.Resident(process.Id);

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
