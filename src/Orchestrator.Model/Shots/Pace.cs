using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Speed class of a move.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Pace>))]
public enum Pace
{
    /// <summary>Hardly felt.</summary>
    Slow,

    /// <summary>Plainly felt.</summary>
    Medium,

    /// <summary>Urgent.</summary>
    Fast,
}
