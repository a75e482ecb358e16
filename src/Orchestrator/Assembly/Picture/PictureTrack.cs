namespace Orchestrator.Assembly;

/// <summary>The film's picture, ready to be joined by copying.</summary>
/// <param name="List">A list file for ffmpeg's concat demuxer.</param>
/// <param name="Segments">The segments, in film order.</param>
/// <param name="Encoded">How many segments had to be encoded now; the others were copied or known.</param>
internal sealed record PictureTrack(string List, IReadOnlyList<CutSegment> Segments, int Encoded);
