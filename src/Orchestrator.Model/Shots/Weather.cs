using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Weather of a place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weather>))]
public enum Weather
{
    /// <summary>None to speak of.</summary>
    Clear,

    /// <summary>Mist or fog.</summary>
    Fog,

    /// <summary>Rain.</summary>
    Rain,

    /// <summary>Snow.</summary>
    Snow,
}
