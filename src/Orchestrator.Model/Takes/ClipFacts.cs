namespace Orchestrator.Model;

/// <summary>What a clip really is, by decoding it.</summary>
/// <param name="Frames">Frames counted by decoding.</param>
/// <param name="Fps">Frames per second.</param>
/// <param name="Size">Picture size.</param>
/// <param name="HasSound">Whether it has a sound stream.</param>
public sealed record ClipFacts(int Frames, double Fps, FrameSize Size, bool HasSound)
{
    /// <summary>Length in seconds.</summary>
    public double Seconds() => Frames / Fps;
}
