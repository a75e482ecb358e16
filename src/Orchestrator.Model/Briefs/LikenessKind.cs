using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What has to look the same in every shot.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LikenessKind>))]
public enum LikenessKind
{
    /// <summary>Somebody.</summary>
    Character,

    /// <summary>Something.</summary>
    Product,

    /// <summary>Somewhere.</summary>
    Place,
}
