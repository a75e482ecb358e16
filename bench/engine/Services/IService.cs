namespace Orchestrator.EngineBench.Services;

/// <summary>A kind of service that can be started any number of times.</summary>
internal interface IService
{
    string Name { get; }

    /// <summary>Starts it; without a file it keeps everything in memory.</summary>
    Task<ServiceProcess> StartAsync(string? databaseFile);
}
