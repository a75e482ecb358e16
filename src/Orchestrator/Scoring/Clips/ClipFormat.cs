namespace Orchestrator.Scoring.Clips;

/// <summary>What a media file says of itself; only decoding shows what is true of it.</summary>
/// <param name="Width">Pixels across, as shown (rotation applied).</param>
/// <param name="Height">Pixels down, as shown.</param>
/// <param name="Fps">Frames per second.</param>
/// <param name="MatrixKnown">Whether the colour matrix is written in the file.</param>
/// <param name="HasSound">Whether there is a sound stream.</param>
internal sealed record ClipFormat(int Width, int Height, double Fps, bool MatrixKnown, bool HasSound);
