namespace Orchestrator.Model;

/// <summary>The music bed.</summary>
/// <param name="File">The brief's own music, taken into the asset store when the brief was read; null lets the cut make a bed.</param>
/// <param name="Mood">Mood of a generated bed: <c>calm</c>, <c>bright</c>, <c>tense</c> or <c>none</c>.</param>
/// <param name="GainDb">Level of the bed against the clips' own sound, in dB.</param>
/// <param name="FadeInSeconds">Fade at the start.</param>
/// <param name="FadeOutSeconds">Fade at the end.</param>
public sealed record Music(AssetRef? File, string Mood, double GainDb = -9, double FadeInSeconds = 1, double FadeOutSeconds = 2);
