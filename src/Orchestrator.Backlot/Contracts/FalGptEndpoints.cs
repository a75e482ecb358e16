namespace Orchestrator.Backlot.Contracts;

/// <summary>GPT Image 2 on fal.</summary>
internal static class FalGptEndpoints
{
    // $30 per million image tokens out; a request has some tens of text tokens, of which nothing is charged here.
    private const long TokenMicroUsd = 30;

    public static IEnumerable<FalEndpoint> All =>
    [
        Of("openai/gpt-image-2", "landscape_4_3", []),
        Of("openai/gpt-image-2/edit", "auto", [FalField.List("image_urls", 16) with { Required = true }, FalField.Text("mask_url", int.MaxValue)]),
    ];

    private static FalEndpoint Of(string id, string size, FalField[] references) => new()
    {
        Id = id,
        Fields =
        [
            FalField.Text("prompt", 32_000, required: true), FalField.Size("image_size", ["auto", .. FalSize.Words]), FalField.Choice("quality", "auto", "low", "medium", "high"),
            FalField.Number("num_images", 1, 1), FalField.Choice("output_format", "png"), FalField.Flag("sync_mode"), .. references,
        ],
        Between = input => Problem(input, size) is { } wrong ? [wrong] : [],
        ShortSide = input => Size(input, size) is var (width, height) ? Math.Min(width, height) : 0,
        Ratio = input => Size(input, size) is var (width, height) ? (double)width / height : 1,
        Seconds = _ => 0,
        Draws = true,
        HasSound = false,
        UnitPrice = _ => TokenMicroUsd,
        UnitsPerSecond = input => Size(input, size) is var (width, height) ? Math.Round(ImageRequest.TokensOf(input.Text("quality", "high"), width, height)) : 0,
    };

    private static (int Width, int Height) Size(FalInput input, string size) => FalSize.Of(input, "image_size", size) ?? (1024, 1024);

    private static FalProblem? Problem(FalInput input, string size)
    {
        var (width, height) = Size(input, size);
        return width % 16 != 0 || height % 16 != 0 ? new FalProblem("image_size", "multiple_of", "Width and height should be multiples of 16")
            : Math.Max(width, height) > 3 * Math.Min(width, height) ? new FalProblem("image_size", "value_error", "The longer side should be at most three times the shorter")
            : Math.Max(width, height) > 3840 ? new FalProblem("image_size", "less_than_equal", "Width and height should be at most 3840") : null;
    }
}
