using System.Diagnostics;
using System.Globalization;

namespace Temporalio.Worker.Execution;

/// <summary>How much of the memory and of the processors is in use, as shares from 0 to 1. Measured at most ten times a second.</summary>
internal class ResourceUsage
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private (double Memory, double Processor)? last;
    private long measuredAt;
    private TimeSpan processTime;
    private (double Busy, double Total)? machineTime;

    /// <summary>That of this machine, or of the container that this process runs in.</summary>
    public static ResourceUsage Current { get; } = new();

    public virtual (double Memory, double Processor) Read()
    {
        lock (gate)
        {
            if (last is { } fresh && Stopwatch.GetElapsedTime(measuredAt) < Freshness)
                return fresh;
            var processor = Processor();
            measuredAt = Stopwatch.GetTimestamp();
            last = (Memory(), processor);
            return last.Value;
        }
    }

    private static double Memory()
    {
        var own = Environment.WorkingSet / (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (!File.Exists("/proc/meminfo"))
            return own;
        var total = 0.0;
        var available = 0.0;
        foreach (var line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
                total = Number(line);
            else if (line.StartsWith("MemAvailable:", StringComparison.Ordinal))
                available = Number(line);
        }
        return total > 0 ? Math.Max(own, 1 - (available / total)) : own;
    }

    private static double Number(string line) =>
        double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>The busier of this process and the machine since the last look.</summary>
    private double Processor()
    {
        var now = Environment.CpuUsage.TotalTime;
        var elapsed = last is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(measuredAt);
        var own = elapsed > TimeSpan.Zero ? (now - processTime) / (elapsed * Environment.ProcessorCount) : 0;
        processTime = now;
        return Math.Clamp(Math.Max(own, Machine()), 0, 1);
    }

    private double Machine()
    {
        if (!File.Exists("/proc/stat"))
            return 0;
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Take(8).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        var total = ticks.Sum();
        var busy = total - ticks[3] - ticks[4];
        var before = machineTime;
        machineTime = (busy, total);
        return before is { } b && total > b.Total ? (busy - b.Busy) / (total - b.Total) : 0;
    }
}
