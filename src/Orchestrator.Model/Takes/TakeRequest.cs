using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>One request for a take: the typed shot plus what a model needs beside it.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Model">Catalogue name of the model.</param>
/// <param name="Fields">What is asked.</param>
/// <param name="Seconds">Seconds asked of the model; one of its own steps.</param>
/// <param name="Seed">The seed; for a model without one, a counter of plain second tries.</param>
/// <param name="StartFrame">The picture the take starts from.</param>
/// <param name="Size">Picture size asked for.</param>
public sealed record TakeRequest(
    string ShotId,
    string Model,
    ShotFields Fields,
    int Seconds,
    long Seed,
    AssetRef StartFrame,
    FrameSize Size)
{
    /// <summary>The picture the take ends on, for models that take one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? EndFrame { get; init; }

    /// <summary>What it is to look or sound like, for models that take references.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TakeReference>? References { get; init; }

    /// <summary>Further shots of the same generation, for models that make several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TakeCut>? Cuts { get; init; }

    /// <summary>The take to change in part, for models that edit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TakeSource? Source { get; init; }

    /// <summary>The clip to go on from, for models that extend clips.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TakeExtension? Extends { get; init; }

    /// <summary>Equal when the same is asked: the same references and cuts in the same order.</summary>
    public bool Equals(TakeRequest? other) => other is not null
        && (ShotId, Model, Seconds, Seed) == (other.ShotId, other.Model, other.Seconds, other.Seed)
        && (Fields, StartFrame, EndFrame, Size, Source, Extends) == (other.Fields, other.StartFrame, other.EndFrame, other.Size, other.Source, other.Extends)
        && Same(References, other.References)
        && Same(Cuts, other.Cuts);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ShotId, Model, Fields, Seconds, Seed, StartFrame);

    /// <summary>The fields in which two requests differ. Every retry differs from its parent in exactly one.</summary>
    /// <exception cref="ArgumentException">The requests are for different shots, start frames or sizes, which no repair may change.</exception>
    public IReadOnlyList<ShotField> Diff(TakeRequest other)
    {
        if (other.ShotId != ShotId || other.StartFrame != StartFrame || other.Size != Size)
            throw new ArgumentException($"Requests for {ShotId} and {other.ShotId} do not share shot, start frame and size.", nameof(other));
        // An edit is a change of one field by what it is: the take that it changes keeps everything else.
        if (other.Source is { } edited && edited != Source)
            return [edited.Field];
        List<ShotField> fields = [.. Fields.Diff(other.Fields)];
        // Each model has its own steps: with another one the seconds are no choice of their own.
        if (Seconds != other.Seconds && Model == other.Model)
            fields.Add(ShotField.Timing);
        if (Seed != other.Seed)
            fields.Add(ShotField.Seed);
        if (Model != other.Model)
            fields.Add(ShotField.Model);
        return fields;
    }

    private static bool Same<T>(IReadOnlyList<T>? some, IReadOnlyList<T>? others) => (some ?? []).SequenceEqual(others ?? []);
}
