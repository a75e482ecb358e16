using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>A film broken into shots. The shots' frames minus their overlaps are exactly <see cref="TotalFrames"/>.</summary>
/// <param name="Shots">In film order.</param>
/// <param name="TotalFrames">Length of the film in frames.</param>
/// <param name="Planner">Which planner made it, e.g. <c>deterministic/1</c> or <c>gpt-5.4/1</c>.</param>
/// <param name="Notes">What the planner wants a person to know.</param>
public sealed record ShotPlan(IReadOnlyList<Shot> Shots, int TotalFrames, string Planner, IReadOnlyList<string> Notes)
{
    /// <summary>How it came about, when a language model made it; null for a plan by rules.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanMaking? Making { get; init; }

    /// <summary>Shots that go on from any of these, directly or through one another, in film order and without these.</summary>
    /// <param name="ids">Shot ids.</param>
    public IReadOnlyList<Shot> FollowersOf(IReadOnlyCollection<string> ids)
    {
        HashSet<string> reached = [.. ids];
        return [.. Shots.Where(shot => shot.ContinuesFrom is { } before && reached.Contains(before) && reached.Add(shot.Id))];
    }

    /// <summary>What goes on from a shot and is taken again after it, as the end of a sentence; empty where nothing does.</summary>
    public string Following(string shotId) => FollowersOf([shotId]) is { Count: > 0 } shots
        ? $", and {string.Join(", ", shots.Select(shot => shot.Id))} after it, which {(shots.Count == 1 ? "goes" : "go")} on from there"
        : "";

    /// <summary>That there is no such shot, as a sentence that says which there are.</summary>
    public string Without(string shotId) => Shots is [var only]
        ? $"There is no shot {shotId}; the film has {only.Id} alone."
        : $"There is no shot {shotId}; the film has {Shots[0].Id} to {Shots[^1].Id}.";

    /// <summary>Storyboard frames that are drawn besides the first ones: those of shots that say how they end.</summary>
    public int EndFrames() => Shots.Count(shot => shot.End is not null);

    /// <summary>Most pictures that one storyboard frame is drawn after; null where none is drawn after any.</summary>
    public int? MostReferences() => Shots.Max(shot => shot.End is null ? shot.Likenesses?.Count : 1 + (shot.Likenesses?.Count ?? 0));

    /// <summary>Film frame on which the shot at <paramref name="index"/> starts.</summary>
    public int StartFrame(int index) => Shots.Take(index).Sum(shot => shot.Frames - shot.TransitionOutFrames);
}
