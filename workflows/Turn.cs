using Orchestrator.Model;
using Orchestrator.Workflows.Accounts;

namespace Orchestrator.Workflows;

/// <summary>Something that is bought when there is a place for it at its account.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
/// <param name="AttemptId">The attempt.</param>
internal sealed record Turn<T>(string AttemptId)
    where T : class
{
    /// <summary>Tells a person that it has to wait, and why.</summary>
    public required Func<string, Task> Tell { get; init; }

    /// <summary>Buys it: from the account; from null where nobody keeps its places and nobody polls its task queue.</summary>
    public required Func<TakeAccount?, Task<T>> Buy { get; init; }

    /// <summary>What comes of it when the endpoint is ill and is left alone.</summary>
    public required Func<PlaceAnswer, T> Closed { get; init; }

    /// <summary>What the account is told when the place is given back.</summary>
    public required Func<T, PlaceReport> Report { get; init; }

    /// <summary>Waits for an endpoint that is left alone; false gives it up. Null never waits.</summary>
    public Func<PlaceAnswer, Task<bool>>? Insists { get; init; }
}
