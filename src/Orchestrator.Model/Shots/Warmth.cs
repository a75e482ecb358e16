using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Colour temperature of the light, as a word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Warmth>))]
public enum Warmth
{
    /// <summary>Bluish, above about 6,500 K.</summary>
    Cool,

    /// <summary>White.</summary>
    Neutral,

    /// <summary>Amber, below about 4,000 K.</summary>
    Warm,
}
