namespace Orchestrator.Providers.Catalogue;

/// <summary>How many references an endpoint takes.</summary>
/// <param name="Images">Pictures at most.</param>
/// <param name="Videos">Clips at most.</param>
/// <param name="Audio">Sounds at most.</param>
/// <param name="Total">Of all kinds together at most.</param>
public sealed record ReferenceLimits(int Images, int Videos, int Audio, int Total)
{
    /// <summary>Whether they take the place of the start frame: the endpoint takes one or the other.</summary>
    public bool InsteadOfFrames { get; init; }

    /// <summary>None.</summary>
    public static ReferenceLimits None { get; } = new(0, 0, 0, 0);
}
