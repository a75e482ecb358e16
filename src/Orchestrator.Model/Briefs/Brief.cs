using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a producer asks for: checked, complete, every default filled in.</summary>
/// <param name="Name">Short name in lower case, digits and hyphens; names the film's folder and workflow.</param>
/// <param name="Title">Title for people.</param>
/// <param name="TotalFrames">Length of the film in frames.</param>
/// <param name="Fps">Frames per second of the film.</param>
/// <param name="Size">Picture size of the film.</param>
/// <param name="Treatment">The story, one beat an element.</param>
/// <param name="Style">Look of the whole film.</param>
/// <param name="Budget">What may be spent.</param>
/// <param name="Models">Catalogue names of the video models that may be used; empty allows all.</param>
/// <param name="Transition">How shots follow each other.</param>
/// <param name="Music">The music bed.</param>
/// <param name="Loudness">Loudness preset of the delivered film.</param>
/// <param name="StoryboardApproval">What happens at the storyboard gate.</param>
/// <param name="MaximumAttempts">Most takes bought for one shot, from 1.</param>
/// <param name="Seed">Seed of everything random in the film.</param>
/// <param name="ContinuousShots">Numbers of shots that continue the action of the shot before them.</param>
/// <param name="ShotModels">Models that the brief names for single shots, by shot number.</param>
public sealed record Brief(
    string Name,
    string Title,
    int TotalFrames,
    int Fps,
    FrameSize Size,
    IReadOnlyList<string> Treatment,
    FilmStyle Style,
    Budget Budget,
    IReadOnlyList<string> Models,
    Transition Transition,
    Music Music,
    Loudness Loudness,
    Approval StoryboardApproval,
    int MaximumAttempts,
    long Seed,
    IReadOnlyList<int> ContinuousShots,
    IReadOnlyDictionary<int, string> ShotModels)
{
    /// <summary>Numbers of shots that are filmed without sound, which models without sound can make; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? SilentShots { get; init; }

    /// <summary>Models that take the place of retired ones which the brief's file names, one sentence each; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Substitutions { get; init; }

    /// <summary>Characters, products and places that look the same in every shot that names them; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Likeness>? Likenesses { get; init; }

    /// <summary>Who plans the film; null leaves it to the command: a language model when there is an account with one, otherwise words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlannerKind? Planner { get; init; }

    /// <summary>True when a language model also judges every take on what pixels cannot say; null when not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Judge { get; init; }

    /// <summary>About how long a shot is, in seconds; null leaves it to the planner.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ShotSeconds { get; init; }

    /// <summary>What is seen at the end of shots, in words, by shot number; null when all ends are left open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<int, string>? ShotEnds { get; init; }

    /// <summary>Length of the film.</summary>
    public TimeSpan Duration() => TimeSpan.FromSeconds((double)TotalFrames / Fps);
}
