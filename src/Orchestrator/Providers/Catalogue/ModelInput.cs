namespace Orchestrator.Providers.Catalogue;

/// <summary>How one endpoint names what a take needs.</summary>
public sealed record ModelInput
{
    /// <summary>Field of the start image.</summary>
    public string Image { get; init; } = "image_url";

    /// <summary>Format of the duration, e.g. <c>{0}s</c>.</summary>
    public string Duration { get; init; } = "{0}";

    /// <summary>Field that switches sound on; null when there is none.</summary>
    public string? Sound { get; init; }

    /// <summary>Field of the seed; null when the endpoint takes none.</summary>
    public string? Seed { get; init; }

    /// <summary>Field of the picture's lines, such as <c>720p</c>; null when the endpoint has one size.</summary>
    public string? Lines { get; init; }

    /// <summary>Fields that are always sent as they stand.</summary>
    public IReadOnlyDictionary<string, object> Fixed { get; init; } = new Dictionary<string, object>();
}
