using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>
/// The parts of a generation request that can fail and be repaired one at a time. A verdict names one of these; a retry
/// differs from the best take's request in exactly one.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShotField>))]
public enum ShotField
{
    /// <summary>Who or what is in the picture.</summary>
    Subject,

    /// <summary>Exposure, warmth, quality and direction of light.</summary>
    Lighting,

    /// <summary>Colours and saturation.</summary>
    Palette,

    /// <summary>Framing and the subject's mark.</summary>
    Composition,

    /// <summary>Stance, gesture, facing.</summary>
    Pose,

    /// <summary>What happens.</summary>
    Action,

    /// <summary>Place and weather.</summary>
    Environment,

    /// <summary>Camera move, and whether the take is one piece.</summary>
    Camera,

    /// <summary>How much and how fast things move.</summary>
    Motion,

    /// <summary>Steadiness of exposure and texture from frame to frame.</summary>
    Stability,

    /// <summary>What the last frame shows, where the shot says how it ends.</summary>
    Ending,

    /// <summary>Seconds asked of the model.</summary>
    Timing,

    /// <summary>Sound of the clip.</summary>
    Audio,

    /// <summary>The random seed, or a plain second try where the model takes none.</summary>
    Seed,

    /// <summary>The model itself.</summary>
    Model,
}
