using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// A shot that is longer than its model makes at once: each part is bought, scored and repaired by itself, and goes on where the accepted
// take of the part before it ends.
public sealed partial class ShotWorkflow
{
    private readonly List<Attempt> accepted = [];
    private RouteChoice? others;

    private IReadOnlyList<ShotPart> Added => order.Given is null ? (others ?? order.Route).Added ?? [] : [];

    private int Parts => Added.Count == 0 ? 0 : Added.Count + 1;

    // From 1; 0 for a shot that one take makes.
    private int Part => Parts == 0 ? 0 : accepted.Count + 1;

    private List<Attempt> OfPart => Parts == 0 ? attempts : [.. attempts.Where(attempt => attempt.Part == Part)];

    // The shot as far as this part has to make it: what the parts before it and after it make is theirs.
    private Shot Piece
    {
        get
        {
            if (Parts == 0)
                return order.Shot;
            var before = accepted.Sum(attempt => FilmFrames(attempt.Take!.Facts));
            var after = Added.Skip(accepted.Count).Sum(part => part.Seconds * order.Fps - (part.Whole ? 0 : FramesTwice));
            return order.Shot with { Frames = Math.Max(1, order.Shot.Frames - before - after) };
        }
    }

    // What a first take of every part after this one costs.
    private Money? Rest => Part > 0 && Part < Parts ? Added.Skip(Part - 1).Aggregate(Nothing, (sum, part) => sum + part.WorstCase) : null;

    // What goes on from a frame shows it once more, and that one is left out; models film no slower than this.
    private int FramesTwice => (order.Fps / 24) + 1;

    private int FilmFrames(ClipFacts facts) => (int)Math.Floor((facts.Frames * order.Fps / facts.Fps) + 1e-6);

    private async Task<Repair> GoOnAsync(Attempt last)
    {
        accepted.Add(last);
        best = null;
        var part = Added[accepted.Count - 1];
        var take = last.Take!;
        var frame = await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.ReadLastFrameAsync(new(take)), ActivityDefaults.Free);
        var request = last.Request with
        {
            Model = part.Model,
            Seconds = part.Seconds,
            StartFrame = frame,
            EndFrame = null,
            References = null,
            Source = null,
            Extends = part.Whole ? await SoFarAsync(take) : null,
        };
        return new(RepairKind.Retry, null, request, null, $"part {Part} of {Parts}: {part.Seconds} s that go on from take {last.Number}");
    }

    // Endpoints that extend want the clip as its provider delivered it.
    private async Task<TakeExtension> SoFarAsync(Take last)
    {
        var whole = accepted.Count == 1 ? last.Clip : last.Whole;
        var frames = accepted.Sum(attempt => attempt.Take!.Facts.Frames);
        return whole is { } clip ? new(clip, frames) : new((await JoinAsync()).Clip, frames);
    }

    // The first part is the clip as it came; of an added one only what it adds.
    private async Task<Take> TrimAsync(Take delivered, TakeRequest request)
    {
        if (accepted.Count == 0 || request.Source is not null)
            return delivered;
        return await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.TrimPartAsync(new(delivered, request)), ActivityDefaults.Free);
    }

    private async Task<Take> JoinAsync()
    {
        if (accepted.Count == 1)
            return accepted[0].Take!;
        var parts = accepted.Select(attempt => attempt.Take!).ToList();
        return await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.JoinPartsAsync(new(parts)), ActivityDefaults.Free);
    }
}
