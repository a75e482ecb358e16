namespace Orchestrator.Model;

/// <summary>The finished film, checked by decoding it.</summary>
/// <param name="Video">H.264/AAC, faststart, BT.709.</param>
/// <param name="Poster">A still (JPEG).</param>
/// <param name="Frames">Frames counted by decoding.</param>
/// <param name="IntegratedLufs">Measured loudness in LUFS.</param>
/// <param name="TruePeakDbtp">Measured true peak in dBTP.</param>
/// <param name="Findings">What quality control found, each naming shot and frame; empty when clean.</param>
public sealed record Film(AssetRef Video, AssetRef Poster, int Frames, double IntegratedLufs, double TruePeakDbtp, IReadOnlyList<string> Findings);
