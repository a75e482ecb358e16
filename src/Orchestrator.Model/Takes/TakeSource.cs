using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>The take that an edit model is to change in part.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="RequestId">The provider's own id of the job that made it, for models that edit in conversation.</param>
/// <param name="Field">The one field that is to change; everything else is to stay.</param>
/// <param name="From">Where the part begins that is to be made anew, in seconds.</param>
/// <param name="Seconds">How long that part is; 0 means to the end.</param>
public sealed record TakeSource(AssetRef Clip, string RequestId, ShotField Field, double From = 0, double Seconds = 0)
{
    /// <summary>The part of the picture that may change, for models that paint within a mask.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PictureRegion? Region { get; init; }

    /// <summary>The region as a clip: white where the picture may change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Mask { get; init; }
}
