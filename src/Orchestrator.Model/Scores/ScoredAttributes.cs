namespace Orchestrator.Model;

/// <summary>Rules about attributes that hold everywhere.</summary>
public static class ScoredAttributes
{
    /// <summary>The one field of the request that repairs an attribute.</summary>
    public static ShotField RepairedBy(this ScoredAttribute attribute) => attribute switch
    {
        ScoredAttribute.Technical => ShotField.Timing,
        ScoredAttribute.Continuity => ShotField.Camera,
        ScoredAttribute.Lighting => ShotField.Lighting,
        ScoredAttribute.Palette => ShotField.Palette,
        ScoredAttribute.Stability => ShotField.Stability,
        ScoredAttribute.Composition => ShotField.Composition,
        ScoredAttribute.Pose => ShotField.Pose,
        ScoredAttribute.Motion => ShotField.Motion,
        ScoredAttribute.Audio => ShotField.Audio,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "Not an attribute."),
    };
}
