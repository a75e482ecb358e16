using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Shot size.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Framing>))]
public enum Framing
{
    /// <summary>The place with the subject in it.</summary>
    Wide,

    /// <summary>The subject from the waist up.</summary>
    Medium,

    /// <summary>A face, hands or a product.</summary>
    Close,
}
