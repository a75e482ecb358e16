using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Planning.Notes;

namespace Orchestrator.Cli.Films;

/// <summary>The language model that reads notes which the rules do not understand, with the shelves that it needs and nothing else.</summary>
internal sealed class RetakeReader : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private RetakeReader(ServiceProvider services) => this.services = services;

    /// <summary>The reader; null without an account of a language model: notes are read by rules alone then.</summary>
    public static RetakeReader? Open(ProductHome home, ProviderSettings providers)
    {
        var services = new ServiceCollection().AddLogging().AddStages(home, providers).BuildServiceProvider();
        if (services.GetRequiredService<PlanningOptions>().Planner == PlannerKind.Model)
            return new(services);
        services.Dispose();
        return null;
    }

    /// <summary>Reads a note.</summary>
    public Task<(NoteReading Reading, Consultation Told)> ReadAsync(string film, string note, Shot shot, ShotFields take, Money limit, CancellationToken cancellationToken) =>
        services.GetRequiredService<NoteInterpreter>().ReadAsync(film, note, shot, take, limit, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
