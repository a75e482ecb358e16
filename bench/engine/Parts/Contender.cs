using Orchestrator.EngineBench.Load;
using Orchestrator.EngineBench.Services;
using Temporalio.Client;

namespace Orchestrator.EngineBench.Parts;

/// <summary>A service that runs, and a client with a worker at it.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private readonly ServiceProcess service;
    private readonly Crew crew;

    private Contender(string name, ServiceProcess service, Crew crew)
    {
        Name = name;
        this.service = service;
        this.crew = crew;
    }

    public string Name { get; }

    public ITemporalClient Client => crew.Client;

    public WorkflowOptions NewWorkflow() => crew.NewWorkflow();

    /// <summary>The service does nothing until <see cref="GoOn"/>; at most for the 15 seconds after which its client takes it for dead.</summary>
    public void StandStill() => service.StandStill();

    public void GoOn() => service.GoOn();

    public static async Task<Contender> StartAsync(IService kind, string databaseFile)
    {
        var service = await kind.StartAsync(databaseFile);
        return new Contender(kind.Name, service, await Crew.HireAsync(service.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await crew.DisposeAsync();
        await service.DisposeAsync();
    }
}
