using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Amount of movement in the picture, the camera's apart.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MotionLevel>))]
public enum MotionLevel
{
    /// <summary>Nothing moves.</summary>
    Still,

    /// <summary>Breath, steam, slow water.</summary>
    Gentle,

    /// <summary>Walking, working hands.</summary>
    Moderate,

    /// <summary>Running, splashing.</summary>
    Energetic,
}
