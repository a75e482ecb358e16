using System.Globalization;

namespace Orchestrator.EngineBench.Services;

/// <summary>What the kernel says about the memory of a process.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident set in bytes.</summary>
    public static long Resident(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The only child of a process.</summary>
    public static int ChildOf(int processId) =>
        int.Parse(File.ReadAllText($"/proc/{processId}/task/{processId}/children").Split(' ')[0], CultureInfo.InvariantCulture);
}
