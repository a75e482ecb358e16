namespace Orchestrator.Providers.Catalogue;

/// <summary>How one endpoint names what a take needs.</summary>
public sealed record ModelInput
{
    /// <summary>What the client writes besides the plain fields below, e.g. <c>kling</c>; null for nothing.</summary>
    public string? Form { get; init; }

    /// <summary>Field of the start image; null when the endpoint takes none.</summary>
    public string? Image { get; init; } = "image_url";

    /// <summary>Field of the end image; null when the endpoint takes none.</summary>
    public string? EndImage { get; init; }

    /// <summary>Whether the endpoint films nothing without an end image.</summary>
    public bool EndNeeded { get; init; }

    /// <summary>
    /// The duration: a text such as <c>{0}s</c>, <c>number</c> for a JSON number, <c>frames at N</c> for a count of frames at that
    /// rate; null when the endpoint takes none.
    /// </summary>
    public string? Duration { get; init; } = "{0}";

    /// <summary>How a prompt names a reference, with its kind (0) and its number from 1 (1) and from 0 (2), e.g. <c>@{0}{1}</c>.</summary>
    public string Mention { get; init; } = "@{0}{1}";

    /// <summary>Field of the aspect ratio; null when the endpoint takes none.</summary>
    public string? Aspect { get; init; }

    /// <summary>Field that switches sound on; null when there is none.</summary>
    public string? Sound { get; init; }

    /// <summary>Field of the seed; null when the endpoint takes none.</summary>
    public string? Seed { get; init; }

    /// <summary>Field of the picture's lines, such as <c>720p</c>; null when the endpoint has one size.</summary>
    public string? Lines { get; init; }

    /// <summary>Fields that are always sent as they stand.</summary>
    public IReadOnlyDictionary<string, object> Fixed { get; init; } = new Dictionary<string, object>();
}
