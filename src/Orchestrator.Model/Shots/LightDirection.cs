using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Where the key light stands, seen from the camera.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LightDirection>))]
public enum LightDirection
{
    /// <summary>From the left.</summary>
    Left,

    /// <summary>From the right.</summary>
    Right,

    /// <summary>From the camera.</summary>
    Front,

    /// <summary>From behind the subject.</summary>
    Behind,

    /// <summary>From above.</summary>
    Above,
}
