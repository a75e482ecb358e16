using System.Globalization;

namespace Orchestrator.EngineBench.Services;

/// <summary>The service of this repository, compiled ahead of time as the <c>orchestrator</c> command is.</summary>
internal sealed class DevService(string program) : IService
{
    public string Name => "ours";

    public Task<ServiceProcess> StartAsync(string? databaseFile)
    {
        var port = FirstAnswer.FreePort();
        return Launch.RunAsync(program, [databaseFile ?? ":memory:", port.ToString(CultureInfo.InvariantCulture)], $"127.0.0.1:{port}");
    }
}
