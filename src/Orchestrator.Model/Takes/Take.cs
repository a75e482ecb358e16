using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>A generated clip in the asset store.</summary>
/// <param name="ShotId">Its shot.</param>
/// <param name="AttemptId">The attempt that bought it.</param>
/// <param name="Clip">The clip as the provider delivered it.</param>
/// <param name="Facts">What it really is.</param>
/// <param name="Charged">What it cost.</param>
/// <param name="ChargeReported">True when the provider reported the charge, false when it is computed from the catalogue's price.</param>
public sealed record Take(string ShotId, string AttemptId, AssetRef Clip, ClipFacts Facts, Money Charged, bool ChargeReported)
{
    /// <summary>
    /// The provider's own id of the job that made this clip and no other, by which it is edited in conversation; null for one shot
    /// of a generation for several.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>For an added part: the clip that came back with everything before it, which the next part goes on from; null where the part came alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Whole { get; init; }
}
