using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>
/// A character, product or place of the brief that has to look the same in every shot that names it. It has one reference sheet:
/// a picture of its own, or one that is drawn and approved once.
/// </summary>
/// <param name="Id">Its name in lower case, digits and hyphens; names its sheet.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, as the treatment says it.</param>
/// <param name="Description">What it looks like.</param>
public sealed record Likeness(string Id, LikenessKind Kind, string Name, string Description)
{
    /// <summary>The brief's own picture; null when the sheet is to be drawn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Picture { get; init; }

    /// <summary>Name and looks, as a shot's field says them.</summary>
    public string InWords() => $"{Name}, {Description}";
}
