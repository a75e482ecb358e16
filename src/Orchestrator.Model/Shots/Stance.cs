using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How the subject holds itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stance>))]
public enum Stance
{
    /// <summary>Upright.</summary>
    Standing,

    /// <summary>Seated.</summary>
    Sitting,

    /// <summary>Walking.</summary>
    Walking,

    /// <summary>Leaning on something.</summary>
    Leaning,

    /// <summary>Low, knees bent.</summary>
    Crouching,

    /// <summary>A thing, not a person.</summary>
    Still,
}
