using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Time of day.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeOfDay>))]
public enum TimeOfDay
{
    /// <summary>Around sunrise.</summary>
    Dawn,

    /// <summary>Full daylight.</summary>
    Day,

    /// <summary>Around sunset.</summary>
    Dusk,

    /// <summary>After dark.</summary>
    Night,
}
