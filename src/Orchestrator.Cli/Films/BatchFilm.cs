using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>A film of a batch.</summary>
/// <param name="make">Makes it.</param>
/// <param name="brief">Its brief.</param>
internal sealed class BatchFilm(Produce make, Brief brief)
{
    /// <summary>Makes it.</summary>
    public Produce Make { get; } = make;

    /// <summary>Its brief.</summary>
    public Brief Brief { get; } = brief;

    /// <summary>Its part of the money.</summary>
    public BatchShare Share { get; } = new(brief.Name);

    /// <summary>Whether this command has begun it, or gone on with it.</summary>
    public bool Begun { get; set; }

    /// <summary>How it ended; a film that was not begun stays as it is here.</summary>
    public BatchRow Row { get; set; } = new(brief.Name, "not started: the batch's budget is used", ExitCode.Budget, Money.Zero, 0, TimeSpan.Zero);
}
