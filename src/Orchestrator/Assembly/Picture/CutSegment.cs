namespace Orchestrator.Assembly;

/// <summary>
/// A stretch of the film's picture: frames of one clip, and, at a crossfade, frames of the next clip laid over their end.
/// </summary>
/// <param name="Clip">Index of the clip.</param>
/// <param name="Start">First frame of the clip.</param>
/// <param name="End">Frame of the clip after the last.</param>
/// <param name="Copied">True when it starts and ends at keyframes and is copied as it is.</param>
/// <param name="Overlap">Frames of the crossfade at its end; 0 without.</param>
/// <param name="NextEnd">With a crossfade: frame of the next clip after the last, counted from that clip's first.</param>
internal sealed record CutSegment(int Clip, int Start, int End, bool Copied, int Overlap = 0, int NextEnd = 0)
{
    /// <summary>Frames it adds to the film.</summary>
    public int Frames => End - Start + NextEnd - Overlap;
}
