namespace Orchestrator.Providers.Catalogue;

/// <summary>A model's price. Only the members of its unit are set.</summary>
public sealed record ModelPrice
{
    /// <summary>US dollars for one second of video, in the dearest case.</summary>
    public decimal UsdPerSecond { get; init; }

    /// <summary>Cheaper cases; the first that fits the request holds.</summary>
    public IReadOnlyList<ModelRate> Rates { get; init; } = [];

    /// <summary>US dollars for one unit of the quantity that the provider reports; null when that unit is a second.</summary>
    public decimal? UsdPerUnit { get; init; }

    /// <summary>US dollars for one picture up to 768 lines; null when pictures are priced by tokens.</summary>
    public decimal? UsdPerImage { get; init; }

    /// <summary>US dollars for one larger picture.</summary>
    public decimal? UsdPerLargeImage { get; init; }

    /// <summary>US dollars for each picture that another is drawn after, where that is charged.</summary>
    public decimal UsdPerReference { get; init; }

    /// <summary>US dollars for a million input tokens.</summary>
    public decimal UsdPerMillionIn { get; init; }

    /// <summary>US dollars for a million input tokens that the provider knew from an earlier question; null when they cost the same.</summary>
    public decimal? UsdPerMillionCached { get; init; }

    /// <summary>US dollars for a million output tokens.</summary>
    public decimal UsdPerMillionOut { get; init; }

    /// <summary>US dollars for a million tokens of text and thought beside the picture or the video that was asked for.</summary>
    public decimal UsdPerMillionText { get; init; }

    /// <summary>Output tokens of one 1024×1024 picture.</summary>
    public int TokensOut { get; init; }

    /// <summary>Most input tokens that one reference picture is read as.</summary>
    public int TokensPerReference { get; init; }

    /// <summary>Page the price was read from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Day it was read.</summary>
    public DateOnly Read { get; init; }

    /// <summary>Day from which it should be read again.</summary>
    public DateOnly Expires { get; init; }
}
