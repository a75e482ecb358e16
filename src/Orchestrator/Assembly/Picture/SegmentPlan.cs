using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>
/// Divides the film into stretches that are copied and stretches that are encoded. A clip's body is copied from the first keyframe
/// after its head to the last keyframe before its tail; what is left over goes with the transition beside it.
/// </summary>
internal static class SegmentPlan
{
    /// <summary>Plans the segments, in film order.</summary>
    /// <param name="shots">The shots.</param>
    /// <param name="keyframes">For each clip, its keyframes in rising order; 0 is one.</param>
    public static IReadOnlyList<CutSegment> Of(IReadOnlyList<Shot> shots, IReadOnlyList<IReadOnlyList<int>> keyframes)
    {
        var bodies = shots.Select((shot, index) => Body(shots, index, keyframes[index])).ToList();
        var segments = new List<CutSegment>();
        for (var index = 0; index < shots.Count; index++)
        {
            var body = bodies[index];
            if (body.End > body.Start)
                segments.Add(new CutSegment(index, body.Start, body.End, body.Copied));
            if (shots[index].TransitionOutFrames is var overlap && overlap > 0)
                segments.Add(new CutSegment(index, body.End, shots[index].Frames, false, overlap, bodies[index + 1].Start));
        }

        return segments;
    }

    private static (int Start, int End, bool Copied) Body(IReadOnlyList<Shot> shots, int index, IReadOnlyList<int> keyframes)
    {
        var frames = shots[index].Frames;
        var head = index == 0 ? 0 : shots[index - 1].TransitionOutFrames;
        var tail = frames - shots[index].TransitionOutFrames;
        var start = keyframes.Where(frame => frame >= head).DefaultIfEmpty(frames).First();
        var end = tail == frames ? frames : keyframes.Where(frame => frame <= tail).DefaultIfEmpty(0).Last();
        return end > start ? (start, end, true) : (head, tail, false);
    }
}
