namespace Orchestrator.Scoring.Clips;

/// <summary>The sound of a clip in numbers.</summary>
/// <param name="Seconds">Length of the sound.</param>
/// <param name="SilentShare">Share of 20 ms windows under <see cref="SoundReader.SilenceDb"/>, 0..1.</param>
/// <param name="PeakLevelDb">Level of the loudest window in dB of full scale.</param>
internal sealed record SoundFacts(double Seconds, double SilentShare, double PeakLevelDb);
