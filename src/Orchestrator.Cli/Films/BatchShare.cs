using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>One film's part of the money of its batch.</summary>
/// <param name="name">Its name.</param>
internal sealed class BatchShare(string name)
{
    /// <summary>Name of the film.</summary>
    public string Name { get; } = name;

    /// <summary>What it may spend; once it has ended, what it has spent.</summary>
    public Money Has { get; set; } = Money.Zero;

    /// <summary>The least limit with which it can go on.</summary>
    public Money Least { get; set; } = Money.Zero;

    /// <summary>The most that it may ever have: its own budget.</summary>
    public Money Most { get; set; } = Money.Zero;

    /// <summary>What it lacks to go on.</summary>
    public Money Missing => Least > Has ? Least - Has : Money.Zero;
}
