using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What the hands do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Gesture>))]
public enum Gesture
{
    /// <summary>Nothing in particular.</summary>
    Relaxed,

    /// <summary>Reaching out.</summary>
    Reaching,

    /// <summary>Raising an arm or an object.</summary>
    Raising,

    /// <summary>Holding an object.</summary>
    Holding,

    /// <summary>Pointing.</summary>
    Pointing,
}
