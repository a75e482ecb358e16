namespace Orchestrator.Backlot.Film;

/// <summary>Draws any frame of several stretches; one scene is set up at a time.</summary>
internal sealed class StretchReel(IReadOnlyList<Stretch> stretches) : IDisposable
{
    private StretchCamera? camera;
    private TakePlan? set;

    public void Draw(int at, Span<byte> video)
    {
        var (stretch, frame) = Find(at);
        if (!ReferenceEquals(set, stretch.Take))
        {
            camera?.Dispose();
            (camera, set) = (new StretchCamera(stretch.Take), stretch.Take);
        }

        camera!.Draw(frame, video);
    }

    public void Dispose() => camera?.Dispose();

    // What is asked for past the end is the end.
    private (Stretch Stretch, int Frame) Find(int at)
    {
        var begins = 0;
        foreach (var stretch in stretches)
        {
            if (at < begins + stretch.Frames)
                return (stretch, stretch.From + at - begins);
            begins += stretch.Frames;
        }

        var last = stretches[^1];
        return (last, last.From + last.Frames - 1);
    }
}
