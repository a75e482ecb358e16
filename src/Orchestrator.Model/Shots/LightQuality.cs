using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Hard or soft light.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LightQuality>))]
public enum LightQuality
{
    /// <summary>Large source, gentle shadows.</summary>
    Soft,

    /// <summary>Small source, sharp shadows.</summary>
    Hard,
}
