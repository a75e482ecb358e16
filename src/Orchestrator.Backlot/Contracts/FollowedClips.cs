using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Looks at clips whose movement is to be followed: of one that was made here it is known, of any other it is measured.</summary>
internal sealed class FollowedClips(MediaShelf shelf, BacklotOptions options)
{
    private readonly TakePlanner planner = new(options);

    /// <summary>How a clip moves.</summary>
    public async Task<Followed> ReadAsync(SourceClip clip, CancellationToken cancellation)
    {
        if (clip.Order is { } order)
            return Known(order, clip.First);
        var motion = new ClipMotion();
        await using var film = await FilmReader.OpenAsync(options.FfmpegPath, shelf.Find(clip.File)!, cancellation) ?? throw new InvalidDataException("The clip cannot be decoded.");
        var frame = new byte[film.Length];
        while (await film.ReadAsync(frame, cancellation))
            motion.Add(frame.AsSpan(0, film.Width * film.Height), film.Width, film.Height);
        return motion.Read();
    }

    // What is seen, and not what was asked: the faults of the clip are followed with it.
    private Followed Known(TakeOrder order, int first)
    {
        var begins = 0;
        var stretches = planner.Stretches(order);
        var stretch = stretches.FirstOrDefault(candidate => first < (begins += candidate.Frames)) ?? stretches[^1];
        var frame = stretch.From + first - (begins - stretch.Frames);
        var script = stretch.Take.SeenAt(frame);
        return new() { Pose = script.Pose, Motion = script.Motion, Camera = script.Camera, Frame = script.Frame, From = frame / (double)TakeOrder.Rate };
    }
}
