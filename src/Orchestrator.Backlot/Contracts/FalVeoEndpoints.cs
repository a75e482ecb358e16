namespace Orchestrator.Backlot.Contracts;

/// <summary>Veo 3.1 on fal.</summary>
internal static class FalVeoEndpoints
{
    private const int Megabyte = 1024 * 1024;
    private const double Extension = 7;

    public static IEnumerable<FalEndpoint> All =>
    [
        FromImage("fal-ai/veo3.1/image-to-video", Standard("")),
        FromImage("fal-ai/veo3.1/fast/image-to-video", Fast("")),
        Standard("fal-ai/veo3.1"),
        Fast("fal-ai/veo3.1/fast"),
        Lite("fal-ai/veo3.1/lite"),
        WithoutUhd(FromImage("fal-ai/veo3.1/lite/image-to-video", Lite(""))),
        FromImage("fal-ai/veo3.1/first-last-frame-to-video", Standard("")) with
        {
            ImageField = "first_frame_url",
            Fields = [FalField.Text("first_frame_url", int.MaxValue, required: true), FalField.Text("last_frame_url", int.MaxValue, required: true), .. Shared(withSeed: true)],
        },
        Standard("fal-ai/veo3.1/reference-to-video") with { Fields = [FalField.List("image_urls", 3) with { Required = true }, .. Shared(withSeed: false)], HasSeed = false },
        Extend("fal-ai/veo3.1/extend-video", Standard("")),
        Extend("fal-ai/veo3.1/fast/extend-video", Fast("")),
    ];

    private static FalEndpoint Standard(string id) => Of(id, silent: 200_000, sound: 400_000, silent4K: 400_000, sound4K: 600_000);

    private static FalEndpoint Fast(string id) => Of(id, silent: 100_000, sound: 150_000, silent4K: 300_000, sound4K: 350_000);

    private static FalEndpoint Lite(string id) => WithoutUhd(Of(id, silent: 50_000, sound: 80_000, silent4K: 50_000, sound4K: 80_000));

    private static FalEndpoint WithoutUhd(FalEndpoint endpoint) => endpoint with
    {
        Fields = [.. endpoint.Fields.Select(field => field.Name == "resolution" ? FalField.Choice("resolution", "720p", "1080p") : field)],
    };

    private static FalEndpoint FromImage(string id, FalEndpoint tier) => tier with
    {
        Id = id,
        ImageField = "image_url",
        Image = new ImageLimits(8 * Megabyte, 300, 2.5, "png", "jpeg", "webp"),
        Fields = [FalField.Text("image_url", int.MaxValue, required: true), .. Shared(withSeed: true)],
        // Veo knows two shapes; auto takes the one nearer to the picture.
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "auto")) ?? (input.Image!.Width >= input.Image.Height ? 16.0 / 9 : 9.0 / 16),
    };

    // The answer is the whole chain, and the whole chain is billed by what was added.
    private static FalEndpoint Extend(string id, FalEndpoint tier) => tier with
    {
        Id = id,
        SourceField = "video_url",
        Fields =
        [
            FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 20_000, required: true), FalField.Choice("duration", "7s"),
            FalField.Choice("resolution", "720p"), FalField.Choice("aspect_ratio", "auto", "16:9", "9:16"), FalField.Flag("generate_audio"), FalField.Flag("auto_fix"), FalField.Number("seed", 0, uint.MaxValue),
        ],
        HasSeed = true,
        Between = input => input.Source is { Seconds: > 30 } ? [new FalProblem("video_url", "video_duration_too_long", "The video should last at most 30 seconds")] : [],
        Seconds = input => (input.Source?.Seconds ?? 0) + Extension,
        Edit = (input, source) => FalEdits.Extended(input, source, Extension),
        UnitsPerSecond = input => Extension / ((input.Source?.Seconds ?? 0) + Extension),
    };

    private static FalEndpoint Of(string id, long silent, long sound, long silent4K, long sound4K) => new()
    {
        Id = id,
        Fields = Shared(withSeed: true, fromImage: false),
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "720p")),
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "16:9")) ?? 16.0 / 9,
        Seconds = input => FalEndpoints.Number(input.Text("duration", "8s")),
        HasSeed = true,
        UnitPrice = input => (input.Flag("generate_audio", true), input.Text("resolution", "720p") == "4k") switch
        {
            (true, true) => sound4K,
            (false, true) => silent4K,
            (true, false) => sound,
            (false, false) => silent,
        },
    };

    private static FalField[] Shared(bool withSeed, bool fromImage = true) =>
    [
        FalField.Text("prompt", 20_000, required: true),
        FalField.Choice("duration", "4s", "6s", "8s"),
        FalField.Choice("resolution", "720p", "1080p", "4k"),
        FalField.Choice("aspect_ratio", [.. fromImage ? (string[])["auto"] : [], "16:9", "9:16"]),
        FalField.Flag("generate_audio"),
        FalField.Flag("auto_fix"),
        FalField.Text("negative_prompt", 20_000),
        FalField.Choice("safety_tolerance", "1", "2", "3", "4", "5", "6"),
        .. withSeed ? (FalField[])[FalField.Number("seed", 0, uint.MaxValue)] : [],
    ];
}
