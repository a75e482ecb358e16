namespace Orchestrator.Model;

/// <summary>What may be spent. Money is reserved against it before each submit, so it is never exceeded.</summary>
/// <param name="Film">For the whole film.</param>
/// <param name="Shot">For the takes of one shot; null leaves only the film's limit.</param>
/// <param name="Storyboard">For storyboard frames; null leaves only the film's limit.</param>
public sealed record Budget(Money Film, Money? Shot = null, Money? Storyboard = null);
