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
            .. decoded.Frozen.Where(stretch => stretch.End - stretch.Start >= LongFreeze && MovementAsked(order, stretch))
                .Select(stretch => $"{Place(order, stretch)}: the picture does not move."),
            .. decoded.Silent.Where(stretch => stretch.End - stretch.Start >= LongSilence && SoundAsked(order, stretch))
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

    private static bool MovementAsked(CutOrder order, Stretch stretch)
    {
        var fields = Shown(order, stretch).Fields;
        return fields.Motion.Level != MotionLevel.Still || fields.Camera.Move != CameraMove.Locked;
    }

    private static bool SoundAsked(CutOrder order, Stretch stretch) =>
        order.Brief.Music.File is not null || order.Brief.Music.Mood != "none" || Shown(order, stretch).Fields.Audio.Description is not null;

    private static Shot Shown(CutOrder order, Stretch stretch) => Timeline.ShotAt(order.Plan, Frame(order, (stretch.Start + stretch.End) / 2));

    private static string Place(CutOrder order, Stretch stretch)
    {
        var (first, last) = (Frame(order, stretch.Start), Math.Max(Frame(order, stretch.Start), Frame(order, stretch.End) - 1));
        var (from, to) = (Timeline.ShotAt(order.Plan, first).Id, Timeline.ShotAt(order.Plan, last).Id);
        return $"{(from == to ? from : $"{from} to {to}")}, film frames {first}–{last}";
    }

    private static int Frame(CutOrder order, double seconds) =>
        Math.Clamp((int)Math.Round(seconds * order.Brief.Fps), 0, order.Plan.TotalFrames - 1);
}
