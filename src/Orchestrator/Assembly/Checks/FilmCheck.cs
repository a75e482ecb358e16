using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>
/// Judges a decoded film. What breaks the promise of the plan (frames, times, container) is an exception, because another cut can
/// mend it; what a person should look at is a finding that names the shot and the film frames.
/// </summary>
internal static class FilmCheck
{
    private const int AacFrame = 1024;
    private const double LongFreeze = 1.0;
    private const double LongSilence = 2.0;
    private const double LoudnessTolerance = 0.5;

    /// <summary>Checks the film against its plan.</summary>
    /// <exception cref="AssemblyException">Its frames, their times or the container are wrong.</exception>
    public static IReadOnlyList<string> Findings(CutOrder order, FilmDecode decoded, Mp4Layout layout)
    {
        Demand(order, decoded, layout);
        return
        [
            .. decoded.Black.Select(stretch => $"{Place(order, stretch)}: the picture is black."),
            .. decoded.Frozen.SelectMany(stretch => ByShot(order, stretch))
                .Where(part => Long(part, LongFreeze) && MovementAsked(order, part) && !decoded.Black.Any(black => Within(part, black)))
                .Select(part => $"{Place(order, part)}: the picture does not move."),
            .. decoded.Silent.Where(stretch => Long(stretch, LongSilence) && SoundAsked(order, stretch))
                .Select(stretch => $"{Place(order, stretch)}: there is no sound."),
            .. Loudness(order.Brief.Loudness, decoded.Loudness),
        ];
    }

    private static void Demand(CutOrder order, FilmDecode decoded, Mp4Layout layout)
    {
        var frames = order.Plan.TotalFrames;
        if (decoded.Pts.Count != frames)
            throw new AssemblyException($"The film decodes to {decoded.Pts.Count} frames, {frames} were promised.");
        for (var frame = 0; frame < frames; frame++)
        {
            if (decoded.Pts[frame] != (long)frame * PictureEncoding.TicksPerFrame)
                throw new AssemblyException($"{Timeline.ShotAt(order.Plan, frame).Id}: film frame {frame} is shown at tick {decoded.Pts[frame]}, not {frame * PictureEncoding.TicksPerFrame}.");
        }

        var wanted = Timeline.SampleAt(frames, order.Brief.Fps);
        if (Math.Abs(decoded.Samples - wanted) > AacFrame)
            throw new AssemblyException($"The sound has {decoded.Samples} samples, the picture lasts {wanted}.");
        if (!layout.IndexFirst)
            throw new AssemblyException("The film's index (moov) does not come before its media (mdat).");
        if (!layout.ColourBt709)
            throw new AssemblyException("The film's container does not say BT.709.");
    }

    private static IEnumerable<string> Loudness(Loudness target, LoudnessReading reading)
    {
        if (reading.Silent)
            yield break;
        if (Math.Abs(reading.IntegratedLufs - target.IntegratedLufs) > LoudnessTolerance)
            yield return $"The film measures {reading.IntegratedLufs:0.0} LUFS; {target.IntegratedLufs:0.0} ± {LoudnessTolerance} was asked.";
        if (reading.TruePeakDbtp > target.TruePeakDbtp + 0.05)
            yield return $"The true peak is {reading.TruePeakDbtp:0.0} dBTP, over the ceiling of {target.TruePeakDbtp:0.0}.";
    }

    private static bool Long(Stretch stretch, double seconds) => stretch.End - stretch.Start >= seconds;

    private static bool Within(Stretch part, Stretch whole) => part.Start >= whole.Start - 0.1 && part.End <= whole.End + 0.1;

    // A cut between two still pictures moves nothing but a frame; each shot answers for its own.
    private static IEnumerable<Stretch> ByShot(CutOrder order, Stretch stretch)
    {
        for (var index = 0; index < order.Plan.Shots.Count; index++)
        {
            var start = (double)order.Plan.StartFrame(index) / order.Brief.Fps;
            var end = index + 1 < order.Plan.Shots.Count ? (double)order.Plan.StartFrame(index + 1) / order.Brief.Fps : stretch.End;
            var part = new Stretch(Math.Max(start, stretch.Start), Math.Min(end, stretch.End));
            if (part.End > part.Start)
                yield return part;
        }
    }

    private static bool MovementAsked(CutOrder order, Stretch stretch)
    {
        var fields = Shown(order, (stretch.Start + stretch.End) / 2).Fields;
        return fields.Motion.Level != MotionLevel.Still || fields.Camera.Move != CameraMove.Locked;
    }

    private static bool SoundAsked(CutOrder order, Stretch stretch) =>
        order.Brief.Music.File is not null || order.Brief.Music.Mood != "none"
        || ByShot(order, stretch).Any(part => Shown(order, (part.Start + part.End) / 2).Fields.Audio.Description is not null);

    private static Shot Shown(CutOrder order, double seconds) => Timeline.ShotAt(order.Plan, Frame(order, seconds));

    private static string Place(CutOrder order, Stretch stretch)
    {
        // A stretch ends before the frame at its end.
        var first = Frame(order, stretch.Start);
        var last = Math.Max(first, Frame(order, stretch.End - (1.0 / order.Brief.Fps)));
        var (from, to) = (Timeline.ShotAt(order.Plan, first).Id, Timeline.ShotAt(order.Plan, last).Id);
        return $"{(from == to ? from : $"{from} to {to}")}, film frames {first}–{last}";
    }

    private static int Frame(CutOrder order, double seconds) =>
        Math.Clamp((int)Math.Round(seconds * order.Brief.Fps), 0, order.Plan.TotalFrames - 1);
}
