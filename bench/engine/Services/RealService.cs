using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.EngineBench.Services;

/// <summary>Temporal's own development server.</summary>
internal sealed class RealService(string binary) : IService
{
    public string Name => "real";

    /// <summary>The tool named by TEMPORAL_CLI, on PATH, or beside the working copy; null if there is none.</summary>
    public static RealService? Find()
    {
        if (Environment.GetEnvironmentVariable("TEMPORAL_CLI") is { Length: > 0 } named) return new RealService(named);
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append(Path.Combine(Workspace.Root, "..", "shared", "temporal", "bin"))
            .Select(folder => Path.GetFullPath(Path.Combine(folder, "temporal")))
            .FirstOrDefault(File.Exists);
        return found is null ? null : new RealService(found);
    }

    public Task<ServiceProcess> StartAsync(string? databaseFile)
    {
        var port = FirstAnswer.FreePort();
        string[] arguments =
        [
            "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--log-level", "error",
            "--port", port.ToString(CultureInfo.InvariantCulture),
        ];
        return Launch.RunAsync(binary, databaseFile is null ? arguments : [.. arguments, "--db-filename", databaseFile], $"127.0.0.1:{port}");
    }
}
