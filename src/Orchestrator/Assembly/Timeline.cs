using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>The film in integers: frames for picture, samples for sound.</summary>
internal static class Timeline
{
    /// <summary>Samples a second of all sound in the house.</summary>
    public const int SampleRate = 48_000;

    /// <summary>The first sample of a frame.</summary>
    public static long SampleAt(int frame, int fps) => (long)frame * SampleRate / fps;

    /// <summary>The shot that a film frame shows; in an overlap, the one that comes in.</summary>
    public static Shot ShotAt(ShotPlan plan, int frame)
    {
        var index = 0;
        while (index + 1 < plan.Shots.Count && plan.StartFrame(index + 1) <= frame)
            index++;
        return plan.Shots[index];
    }

    /// <summary>Checks that the order is a film: a clip for each shot, as long as planned, adding up to the brief's length.</summary>
    /// <exception cref="AssemblyException">It is not; the message says where.</exception>
    public static void Check(CutOrder order)
    {
        var shots = order.Plan.Shots;
        if (shots.Count == 0 || order.Clips.Count != shots.Count)
            throw new AssemblyException($"The plan has {shots.Count} shots and {order.Clips.Count} clips came: one clip a shot is needed, at least one.");
        foreach (var (shot, clip) in shots.Zip(order.Clips))
        {
            if (shot.Id != clip.ShotId || shot.Frames != clip.Frames)
                throw new AssemblyException($"Shot {shot.Id} of {shot.Frames} frames was planned where clip {clip.ShotId} of {clip.Frames} frames stands.");
        }

        for (var index = 0; index < shots.Count; index++)
        {
            var (head, tail) = (index == 0 ? 0 : shots[index - 1].TransitionOutFrames, shots[index].TransitionOutFrames);
            if (head < 0 || tail < 0 || head + tail > shots[index].Frames || (index == shots.Count - 1 && tail != 0))
                throw new AssemblyException($"Shot {shots[index].Id} has {shots[index].Frames} frames, which its transitions of {head} and {tail} frames do not fit.");
        }

        var total = shots.Sum(shot => shot.Frames - shot.TransitionOutFrames);
        if (total != order.Plan.TotalFrames)
            throw new AssemblyException($"The shots add up to {total} frames, the plan promises {order.Plan.TotalFrames}.");
    }
}
