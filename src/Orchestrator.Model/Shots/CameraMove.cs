using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Kind of camera move.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraMove>))]
public enum CameraMove
{
    /// <summary>No move.</summary>
    Locked,

    /// <summary>Turning left: the picture moves right.</summary>
    PanLeft,

    /// <summary>Turning right: the picture moves left.</summary>
    PanRight,

    /// <summary>Turning up.</summary>
    TiltUp,

    /// <summary>Turning down.</summary>
    TiltDown,

    /// <summary>Moving in.</summary>
    PushIn,

    /// <summary>Moving out.</summary>
    PullOut,
}
