namespace Orchestrator.Providers.Catalogue;

/// <summary>A model's price. Only the members of its unit are set.</summary>
public sealed record ModelPrice
{
    /// <summary>US dollars for one second of video.</summary>
    public decimal UsdPerSecond { get; init; }

    /// <summary>US dollars for a million input tokens.</summary>
    public decimal UsdPerMillionIn { get; init; }

    /// <summary>US dollars for a million output tokens.</summary>
    public decimal UsdPerMillionOut { get; init; }

    /// <summary>Output tokens of one 1024×1024 picture.</summary>
    public int TokensOut { get; init; }

    /// <summary>Page the price was read from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Day it was read.</summary>
    public DateOnly Read { get; init; }

    /// <summary>Day from which it should be read again.</summary>
    public DateOnly Expires { get; init; }
}
