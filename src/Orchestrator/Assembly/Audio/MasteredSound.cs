namespace Orchestrator.Assembly;

/// <summary>The film's sound, encoded once.</summary>
/// <param name="Path">AAC in MP4.</param>
/// <param name="Reading">What it measures after encoding, decoded again.</param>
/// <param name="GainDb">The one gain that was applied.</param>
/// <param name="Limited">Whether peaks had to be limited.</param>
internal sealed record MasteredSound(string Path, LoudnessReading Reading, double GainDb, bool Limited);
