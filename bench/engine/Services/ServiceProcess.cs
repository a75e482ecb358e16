using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.EngineBench.Services;

/// <summary>A running service in a process of its own.</summary>
internal sealed class ServiceProcess(Process process, int serviceId, string address, TimeSpan startUp) : IAsyncDisposable
{
    public string Address { get; } = address;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartUp { get; } = startUp;

    /// <summary>Resident memory of the service at its first answer, in bytes.</summary>
    public long MemoryAtStart { get; } = ProcessMemory.Resident(serviceId);

    public long Memory() => ProcessMemory.Resident(serviceId);

    /// <summary>Stands still, and takes nothing of the processor, until <see cref="GoOn"/>.</summary>
    public void StandStill() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, serviceId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"The service took no signal {name}.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
