using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a reference is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReferenceKind>))]
public enum ReferenceKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>A clip.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,
}
