using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Kling 3.0 and O3 on fal.</summary>
internal static class FalKlingEndpoints
{
    private const int Megabyte = 1024 * 1024;
    private static readonly ImageLimits Picture = new(50 * Megabyte, 300, 2.5, "png", "jpeg");

    private static readonly (string Name, int Lines, long Silent, long Sound)[] Tiers = [("standard", 720, 84_000, 126_000), ("pro", 1080, 112_000, 168_000), ("4k", 2160, 224_000, 336_000)];

    public static IEnumerable<FalEndpoint> All =>
    [
        FromImage("standard", 720, silent: 84_000, sound: 126_000),
        FromImage("pro", 1080, silent: 112_000, sound: 168_000),
        FromText("standard", 720, silent: 84_000, sound: 126_000),
        FromText("pro", 1080, silent: 112_000, sound: 168_000),
        // No page gives prices of 4k, Turbo and O3's clips: 4k is twice pro, the others are as v3.
        FromImage("4k", 2160, silent: 224_000, sound: 336_000),
        FromText("4k", 2160, silent: 224_000, sound: 336_000),
        Turbo("standard", 720, 84_000),
        Turbo("pro", 1080, 112_000),
        .. Tiers.SelectMany(tier => (FalEndpoint[])[O3FromImage(tier.Name, tier.Lines, tier.Silent, tier.Sound), O3FromReferences(tier.Name, tier.Lines, tier.Silent, tier.Sound)]),
        Edit("standard", 252_000),
        Edit("pro", 336_000),
        Reference("standard", 252_000),
        Reference("pro", 336_000),
        MotionControl("standard", 720, 126_000),
        MotionControl("pro", 1080, 168_000),
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

    private static FalEndpoint Turbo(string tier, int shortSide, long price) => FromText(tier, shortSide, price, price) with
    {
        Id = $"fal-ai/kling-video/v3/turbo/{tier}/image-to-video",
        ImageField = "image_url",
        Image = Picture,
        Fields = [FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("prompt", 2499), FalField.List("multi_prompt", 6), FalField.Choice("duration", [.. FalEndpoints.Range(3, 15)])],
        Ratio = _ => null,
        HasSound = false,
    };

    private static FalEndpoint O3FromImage(string tier, int shortSide, long silent, long sound) => FromText(tier, shortSide, silent, sound) with
    {
        Id = $"fal-ai/kling-video/o3/{tier}/image-to-video",
        ImageField = "image_url",
        Image = Picture,
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), FalField.Text("prompt", 2500), FalField.List("multi_prompt", 6),
            FalField.Choice("duration", [.. FalEndpoints.Range(3, 15)]), FalField.Flag("generate_audio"), FalField.Choice("shot_type", "customize", "intelligent"),
        ],
        Ratio = _ => null,
        SoundByDefault = false,
        UnitPrice = input => input.Flag("generate_audio", false) ? sound : silent,
    };

    private static FalEndpoint O3FromReferences(string tier, int shortSide, long silent, long sound) => FromText(tier, shortSide, silent, sound) with
    {
        Id = $"fal-ai/kling-video/o3/{tier}/reference-to-video",
        StartField = "start_image_url",
        Fields =
        [
            FalField.Text("prompt", 2500), FalField.List("multi_prompt", 6), FalField.List("image_urls", 7), FalField.List("elements", 7), FalField.Text("start_image_url", int.MaxValue), FalField.Text("end_image_url", int.MaxValue),
            FalField.Choice("aspect_ratio", "16:9", "9:16", "1:1"), FalField.Choice("duration", [.. FalEndpoints.Range(3, 15)]), FalField.Choice("shot_type", "customize", "intelligent"), FalField.Flag("generate_audio"),
        ],
        Between = input => [.. FalParts.ShotProblems(input), .. FalParts.ElementProblems(input), .. Together(input, HasClip(input) ? 4 : 7)],
        SoundByDefault = false,
        UnitPrice = input => input.Flag("generate_audio", false) ? sound : silent,
    };

    // A new clip that follows another: as long, as large, and nothing of its pixels.
    private static FalEndpoint Reference(string tier, long price) => Edit(tier, price) with { Id = $"fal-ai/kling-video/o3/{tier}/video-to-video/reference", Edit = null, Follow = (_, seen) => seen with { Frame = null } };

    private static FalEndpoint MotionControl(string tier, int shortSide, long price) => new()
    {
        Id = $"fal-ai/kling-video/v3/{tier}/motion-control",
        ImageField = "image_url",
        Image = Picture,
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 2500),
            FalField.Choice("character_orientation", "image", "video") with { Required = true }, FalField.Flag("keep_original_sound"), FalField.List("elements", 1),
        ],
        MotionField = "video_url",
        // The character acts as in the clip; turned as in its picture it follows the camera too, turned as in the clip it does not.
        Follow = (input, seen) => input.Text("character_orientation") == "video" ? seen with { Camera = null, Frame = null }
            : seen with { Frame = null, Pose = seen.Pose is null ? null : seen.Pose with { Facing = TakePlanner.Asked(new TakeOrder("", input.Text("prompt"), 0, 0, 0, false, null, 0)).Pose.Facing } },
        SoundFrom = input => input.Flag("keep_original_sound", true) ? input.Motion : null,
        HasSound = false,
        Between = input => input.Motion?.Seconds > (input.Text("character_orientation") == "video" ? 30 : 10)
            ? [new FalProblem("video_url", "video_duration_too_long", "The video should last at most 10 seconds, 30 where the character turns as in the video", new() { ["max_duration"] = input.Text("character_orientation") == "video" ? 30 : 10 })]
            : [.. FalParts.ElementProblems(input)],
        ShortSide = _ => shortSide,
        Seconds = input => input.Motion?.Seconds ?? 5,
        UnitPrice = _ => price,
    };

    private static bool HasClip(FalInput input) => (input.Body["elements"] as System.Text.Json.Nodes.JsonArray ?? []).Any(element => element?["video_url"] is not null);

    private static FalProblem[] Together(FalInput input, int most) => input.List("image_urls").Count + ((input.Body["elements"] as System.Text.Json.Nodes.JsonArray)?.Count ?? 0) > most
        ? [new FalProblem("image_urls", "sequence_too_long", $"At most {most} pictures and elements together", new() { ["max_length"] = most })]
        : [];

    private static FalEndpoint Edit(string tier, long price) => new()
    {
        Id = $"fal-ai/kling-video/o3/{tier}/video-to-video/edit",
        SourceField = "video_url",
        Fields =
        [
            FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 2500, required: true),
            FalField.List("image_urls", 4), FalField.List("elements", 4), FalField.Flag("keep_audio"), FalField.Choice("shot_type", "customize", "intelligent"),
        ],
        Between = input => [.. Together(input, 4), .. FalParts.ElementProblems(input), .. LengthProblems(input)],
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
