namespace Orchestrator.Providers.Catalogue;

/// <summary>Most megabytes that a model takes of one file; null where its provider names no limit.</summary>
/// <param name="Picture">Of a picture.</param>
/// <param name="Clip">Of a clip.</param>
/// <param name="Sound">Of a sound.</param>
public sealed record PayloadLimits(decimal? Picture, decimal? Clip, decimal? Sound)
{
    /// <summary>No limits.</summary>
    public static PayloadLimits None { get; } = new(null, null, null);
}
