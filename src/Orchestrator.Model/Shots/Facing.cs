using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Where the subject looks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Facing>))]
public enum Facing
{
    /// <summary>To the left of the picture.</summary>
    Left,

    /// <summary>To the right of the picture.</summary>
    Right,

    /// <summary>Into the camera.</summary>
    Camera,

    /// <summary>Away from the camera.</summary>
    Away,
}
