namespace Orchestrator.Model;

/// <summary>The clip that a take goes on from, for models that extend clips.</summary>
/// <param name="Clip">The clip, as the provider delivered it.</param>
/// <param name="Frames">Its frames: what comes before the seam.</param>
public sealed record TakeExtension(AssetRef Clip, int Frames);
