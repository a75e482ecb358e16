namespace Orchestrator.Backlot.Contracts;

/// <summary>Kling 3.0 and O3 on fal.</summary>
internal static class FalKlingEndpoints
{
    private const int Megabyte = 1024 * 1024;
    private static readonly ImageLimits Picture = new(50 * Megabyte, 300, 2.5, "png", "jpeg");

    public static IEnumerable<FalEndpoint> All =>
    [
        FromImage("standard", 720, silent: 84_000, sound: 126_000),
        FromImage("pro", 1080, silent: 112_000, sound: 168_000),
        FromText("standard", 720, silent: 84_000, sound: 126_000),
        FromText("pro", 1080, silent: 112_000, sound: 168_000),
        Edit("standard", 252_000),
        Edit("pro", 336_000),
    ];

    private static FalEndpoint FromImage(string tier, int shortSide, long silent, long sound) => FromText(tier, shortSide, silent, sound) with
    {
        Id = $"fal-ai/kling-video/v3/{tier}/image-to-video",
        ImageField = "start_image_url",
        Image = Picture,
        Fields = [FalField.Text("start_image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), .. Shared],
        Ratio = _ => null,
    };

    private static FalEndpoint FromText(string tier, int shortSide, long silent, long sound) => new()
    {
        Id = $"fal-ai/kling-video/v3/{tier}/text-to-video",
        Fields = [FalField.Choice("aspect_ratio", "16:9", "9:16", "1:1"), .. Shared],
        Between = input => [.. FalParts.ShotProblems(input), .. FalParts.ElementProblems(input)],
        ShortSide = _ => shortSide,
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "16:9")),
        Seconds = input => FalParts.Shots(input)?.Sum(shot => shot.Seconds) ?? FalEndpoints.Number(input.Text("duration", "5")),
        Parts = FalParts.Shots,
        UnitPrice = input => input.Flag("generate_audio", true) ? sound : silent,
    };

    private static FalEndpoint Edit(string tier, long price) => new()
    {
        Id = $"fal-ai/kling-video/o3/{tier}/video-to-video/edit",
        SourceField = "video_url",
        Fields =
        [
            FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 2500, required: true),
            FalField.List("image_urls", 4), FalField.List("elements", 4), FalField.Flag("keep_audio"), FalField.Choice("shot_type", "customize", "intelligent"),
        ],
        Between = input => (input.List("image_urls").Count + ((input.Body["elements"] as System.Text.Json.Nodes.JsonArray)?.Count ?? 0)) > 4
            ? [new FalProblem("image_urls", "sequence_too_long", "At most 4 pictures and elements together")]
            : [.. FalParts.ElementProblems(input), .. LengthProblems(input)],
        ShortSide = _ => 1080,
        Seconds = input => input.Source?.Seconds ?? 5,
        Edit = FalEdits.Whole,
        UnitPrice = _ => price,
    };

    private static FalProblem[] LengthProblems(FalInput input) => input.Source?.Seconds switch
    {
        > 15 => [new FalProblem("video_url", "video_duration_too_long", "The video should last at most 15 seconds", new() { ["max_duration"] = 15 })],
        < 3 => [new FalProblem("video_url", "video_duration_too_short", "The video should last at least 3 seconds", new() { ["min_duration"] = 3 })],
        _ => [],
    };

    private static FalField[] Shared =>
    [
        FalField.Text("prompt", 2500),
        FalField.List("multi_prompt", 6),
        FalField.List("elements", 16),
        FalField.Choice("duration", [.. FalEndpoints.Range(3, 15)]),
        FalField.Flag("generate_audio"),
        FalField.Text("negative_prompt", 2500),
        FalField.Number("cfg_scale", 0, 1),
        FalField.Choice("shot_type", "customize", "intelligent"),
    ];
}
