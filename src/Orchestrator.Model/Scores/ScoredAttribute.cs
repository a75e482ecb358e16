using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a take is scored on, in causal order: a fault in an earlier one can drag later ones down.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoredAttribute>))]
public enum ScoredAttribute
{
    /// <summary>Decodes cleanly; duration, size, rate as asked; no black, no freeze of the whole picture.</summary>
    Technical,

    /// <summary>No cut that the plan did not ask for.</summary>
    Continuity,

    /// <summary>No jump of light, place or movement where a part was added; on the card of an added part alone.</summary>
    Seam,

    /// <summary>Exposure and white balance against the storyboard frame.</summary>
    Lighting,

    /// <summary>Hue and saturation against the storyboard frame, after the light is divided out.</summary>
    Palette,

    /// <summary>Flicker along the motion.</summary>
    Stability,

    /// <summary>Framing and the subject's mark against the storyboard frame.</summary>
    Composition,

    /// <summary>Outline of the subject against the storyboard frame; a hint unless it is gross.</summary>
    Pose,

    /// <summary>Amount and speed of movement against what was asked.</summary>
    Motion,

    /// <summary>The last frame against the storyboard frame of the end; on the card of a take alone whose shot says how it ends.</summary>
    Ending,

    /// <summary>Sound where sound was asked.</summary>
    Audio,
}
