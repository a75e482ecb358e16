using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>The input of a <see cref="ShotWorkflow"/>.</summary>
/// <param name="ProductionId">Prefix of every attempt id; unique across films and runs.</param>
/// <param name="Round">1, or higher when a person asked for the shot again.</param>
/// <param name="Shot">The shot.</param>
/// <param name="StartFrame">The picture that takes start from and are scored against.</param>
/// <param name="Fps">Frames per second of the film.</param>
/// <param name="Size">Picture size of the film.</param>
/// <param name="Route">The model chosen for the first take.</param>
/// <param name="MaximumAttempts">Most takes that may be bought.</param>
/// <param name="Seed">Seed of the first take.</param>
/// <param name="Paused">True when the production is paused at this moment.</param>
public sealed record ShootShotRequest(
    string ProductionId,
    int Round,
    Shot Shot,
    AssetRef StartFrame,
    int Fps,
    FrameSize Size,
    RouteChoice Route,
    int MaximumAttempts,
    long Seed,
    bool Paused)
{
    /// <summary>Reference sheets that go along with every take; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TakeReference>? References { get; init; }

    /// <summary>Catalogue names that the brief allows; null when it allows all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>The shot's part of a generation that was bought for several shots; null for a shot that is bought alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GivenTake? Given { get; init; }

    /// <summary>The models that the brief allows for the shot; empty allows all. Null in films of earlier versions, which do not change the model by themselves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>True when every take is also judged by a language model; null when not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Judged { get; init; }

    /// <summary>The picture that takes are to end on; null where the shot leaves its end open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? EndFrame { get; init; }

    /// <summary>The clip of the shot before it, for a shot that goes on from its last frame: the seam between them is scored. Null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Before { get; init; }

    /// <summary>The storyboard frame of a shot that starts from another picture: what drifts from it counts too. Null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Board { get; init; }

    /// <summary>The one field in which the first take differs from the one that it may replace, where a person wants the shot again; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShotField? Changed { get; init; }

    /// <summary>Why, in words; null where <see cref="Changed"/> is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }

    /// <summary>True for a shot of a draft: another model for it is chosen as the first one was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Draft { get; init; }

    /// <summary>What the draft's accepted take was asked for: the first take asks the same of its own model; null for no draft.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TakeRequest? From { get; init; }
}
