namespace Orchestrator.Model;

/// <summary>Rules about attributes that hold everywhere.</summary>
public static class ScoredAttributes
{
    /// <summary>What every take is scored on, in causal order.</summary>
    public static IReadOnlyList<ScoredAttribute> OfEveryTake { get; } = [.. Enum.GetValues<ScoredAttribute>().Where(attribute => attribute is not (ScoredAttribute.Seam or ScoredAttribute.Ending))];

    /// <summary>The one field of the request that repairs an attribute.</summary>
    public static ShotField RepairedBy(this ScoredAttribute attribute) => attribute switch
    {
        ScoredAttribute.Technical => ShotField.Timing,
        ScoredAttribute.Continuity => ShotField.Camera,
        // What comes before the seam is what the new part is to match; no word of the request says it any better.
        ScoredAttribute.Seam => ShotField.Seed,
        ScoredAttribute.Lighting => ShotField.Lighting,
        ScoredAttribute.Palette => ShotField.Palette,
        ScoredAttribute.Stability => ShotField.Stability,
        ScoredAttribute.Composition => ShotField.Composition,
        ScoredAttribute.Pose => ShotField.Pose,
        ScoredAttribute.Motion => ShotField.Motion,
        ScoredAttribute.Ending => ShotField.Ending,
        ScoredAttribute.Audio => ShotField.Audio,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "Not an attribute."),
    };
}
