using System.Text.Json.Serialization;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Cast;

/// <summary>What a reference picture shows of its subject: known of a picture that was made here, measured on any other.</summary>
internal sealed record Likeness
{
    /// <summary>Who or what it is, in words; null where nobody said.</summary>
    public string? Subject { get; init; }

    /// <summary>What somebody wears and looks like; null for a thing, and where it is not known.</summary>
    public Wardrobe? Worn { get; init; }

    /// <summary>The colours of a thing: of its accents, of its shadows, its own; null for somebody.</summary>
    public IReadOnlyList<Rgb>? Goods { get; init; }

    /// <summary>The measured colour of most of the subject; null where it is known.</summary>
    public Rgb? Outer { get; init; }

    /// <summary>The measured colour below it; null for none.</summary>
    public Rgb? Lower { get; init; }

    /// <summary>What a thing of these colours is painted with; null where they are somebody's.</summary>
    [JsonIgnore]
    public IReadOnlyList<Rgb>? Paints => Goods ?? (Outer is { } colour ? [Lower ?? colour * 0.7f, colour * 0.6f, colour] : null);
}
