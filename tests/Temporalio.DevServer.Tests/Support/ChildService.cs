using System.Diagnostics;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>A service in a process of its own, which can die at any moment.</summary>
internal sealed class ChildService : IDisposable
{
    private readonly Process process;

    private ChildService(Process process, string address)
    {
        this.process = process;
        Client = new RpcClient(address);
    }

    public RpcClient Client { get; }

    public Actor Actor => new(Client);

    public static async Task<ChildService> StartAsync(string databaseFile)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Temporalio.DevServer.Host.dll"), databaseFile },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the service did not start");
        return new ChildService(process, address);
    }

    /// <summary>Ends the process as a power cut would: no handler of it runs.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        Client.Dispose();
    }

    /// <summary>Sends SIGTERM and returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
