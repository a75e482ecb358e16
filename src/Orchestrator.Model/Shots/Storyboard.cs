using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>The frames of a film, one a shot, checked and approved before money goes to video.</summary>
/// <param name="Frames">In film order.</param>
public sealed record Storyboard(IReadOnlyList<Frame> Frames)
{
    /// <summary>The reference sheets, one a likeness of the brief, under the ids of the likenesses; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Frame>? Sheets { get; init; }

    /// <summary>What follows the id of a shot in the id of the frame on which it ends.</summary>
    public const string EndMark = "/end";

    /// <summary>The frames on which shots end that say how; null when none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Frame>? Ends { get; init; }

    /// <summary>The frame on which a shot ends; null where it does not say how.</summary>
    public Frame? EndOf(string shotId) => Ends?.FirstOrDefault(frame => frame.ShotId == shotId + EndMark);

    /// <summary>The frame of a shot.</summary>
    /// <exception cref="InvalidOperationException">The shot has none.</exception>
    public Frame For(string shotId) => Frames.Single(frame => frame.ShotId == shotId);

    /// <summary>What its pictures cost, those that were drawn again not counted.</summary>
    public Money Cost() => Frames.Concat(Ends ?? []).Concat(Sheets ?? []).Select(frame => frame.Cost).Aggregate((sum, cost) => sum + cost);

    /// <summary>The same board with one frame replaced.</summary>
    public Storyboard With(Frame drawn) => this with
    {
        Frames = [.. Frames.Select(frame => frame.ShotId == drawn.ShotId ? drawn : frame)],
        Ends = Ends?.Select(frame => frame.ShotId == drawn.ShotId ? drawn : frame).ToList(),
    };
}
