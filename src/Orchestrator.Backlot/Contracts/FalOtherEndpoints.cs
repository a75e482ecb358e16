namespace Orchestrator.Backlot.Contracts;

/// <summary>LTX, Wan, Luma Ray and Gemini Omni on fal.</summary>
internal static class FalOtherEndpoints
{
    private const int LtxRate = 25;
    private const int WanRate = 16;
    private const int WanFrames = 81;

    private static readonly string[] Shapes = ["16:9", "9:16", "1:1", "4:3", "3:4"];

    public static IEnumerable<FalEndpoint> All =>
    [
        Ltx("fal-ai/ltx-2.3/image-to-video", [6, 8, 10], 60_000),
        Ltx("fal-ai/ltx-2.3/image-to-video/fast", [6, 8, 10, 12, 14, 16, 18, 20], 40_000),
        FromWords(Ltx("fal-ai/ltx-2.3/text-to-video", [6, 8, 10], 60_000)),
        FromWords(Ltx("fal-ai/ltx-2.3/text-to-video/fast", [6, 8, 10, 12, 14, 16, 18, 20], 40_000)),
        LtxRetake,
        LtxExtend,
        Wan27,
        Wan25,
        FromWords(Wan27 with { Id = "fal-ai/wan/v2.7/text-to-video" }),
        FromWords(Wan25 with { Id = "fal-ai/wan-25-preview/text-to-video" }, "16:9", "9:16", "1:1"),
        Wan27References,
        Wan27Edit,
        Wan22,
        WanInpaint,
        Ray,
        Omni,
        FromWords(Omni with { Id = "google/gemini-omni-flash" }),
        Omni with { Id = "google/gemini-omni-flash/reference-to-video", ImageField = null, Fields = [FalField.List("image_urls", 7) with { Required = true }, .. Omni.Fields.Where(rule => rule.Name != "image_url")] },
        OmniEdit,
        Banana("fal-ai/nano-banana", []),
        Banana("fal-ai/nano-banana/edit", [FalField.List("image_urls", 14) with { Required = true }]),
        BananaPro("fal-ai/nano-banana-pro", []),
        BananaPro("fal-ai/nano-banana-pro/edit", [FalField.List("image_urls", 14) with { Required = true }]),
        Banana("fal-ai/nano-banana-2", []),
        Banana("fal-ai/nano-banana-2/edit", [FalField.List("image_urls", 14) with { Required = true }]),
    ];

    // The same model without a start picture: it takes the shape that is asked for.
    private static FalEndpoint FromWords(FalEndpoint endpoint, params string[] shapes) => endpoint with
    {
        ImageField = null,
        Fields =
        [
            .. endpoint.Fields.Where(field => field.Name is not ("image_url" or "end_image_url")),
            .. shapes.Length == 0 ? (FalField[])[] : [FalField.Choice("aspect_ratio", shapes)],
        ],
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "16:9")),
    };

    private static FalEndpoint Ltx(string id, int[] seconds, long price) => new()
    {
        Id = id,
        ImageField = "image_url",
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), FalField.Text("prompt", 5000, required: true),
            FalField.Whole("duration", seconds), FalField.Choice("resolution", "1080p", "1440p", "2160p"), FalField.Choice("aspect_ratio", "auto", "16:9", "9:16"),
            FalField.Whole("fps", 24, 25, 48, 50), FalField.Flag("generate_audio"),
        ],
        Between = input => input.Number("duration") > 10 && ((input.Number("fps") ?? LtxRate) != LtxRate || input.Text("resolution", "1080p") != "1080p")
            ? [new FalProblem("duration", "value_error", "More than 10 seconds only at 25 frames a second and 1080p")]
            : [],
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "1080p")),
        Seconds = input => input.Number("duration") ?? 6,
        Rate = input => (int)(input.Number("fps") ?? LtxRate),
        UnitPrice = input => price * FrameShape.Lines(input.Text("resolution", "1080p")) switch { 1440 => 2, 2160 => 4, _ => 1 },
    };

    private static FalEndpoint LtxRetake => new()
    {
        Id = "fal-ai/ltx-2.3/retake-video",
        SourceField = "video_url",
        Fields =
        [
            FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 5000, required: true),
            FalField.Number("start_time", 0, 20), FalField.Number("duration", 2, 20),
            FalField.Choice("retake_mode", "replace_audio", "replace_video", "replace_audio_and_video"),
        ],
        ShortSide = _ => 1080,
        Seconds = input => input.Source?.Seconds ?? input.Number("duration") ?? 5,
        Edit = FalEdits.Retaken,
        UnitPrice = _ => 100_000,
    };

    // The answer is the whole, and the whole is billed by what was added.
    private static FalEndpoint LtxExtend => new()
    {
        Id = "fal-ai/ltx-2.3/extend-video",
        SourceField = "video_url",
        Fields = [FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 5000), FalField.Number("duration", 2, 20), FalField.Choice("mode", "start", "end"), FalField.Number("context", 0, 20)],
        Between = input => input.Text("mode", "end") == "start" ? [new FalProblem("mode", "feature_not_supported", "The Backlot extends at the end; leave mode out")] : [],
        ShortSide = _ => 1080,
        Seconds = input => (input.Source?.Seconds ?? 0) + Added(input),
        Edit = (input, source) => FalEdits.Extended(input, source, Added(input)),
        UnitsPerSecond = input => Added(input) / ((input.Source?.Seconds ?? 0) + Added(input)),
        UnitPrice = _ => 100_000,
    };

    private static double Added(FalInput input) => input.Number("duration") ?? 5;

    private static FalEndpoint Wan27References => FromWords(Wan27) with
    {
        Id = "fal-ai/wan/v2.7/reference-to-video",
        Fields = [FalField.List("image_urls", 9), FalField.List("video_urls", 3), .. FromWords(Wan27).Fields],
        Between = input => input.List("image_urls").Count + input.List("video_urls").Count == 0 ? [new FalProblem("image_urls", "missing", "A picture or a clip to follow is required")] : [],
    };

    private static FalEndpoint Wan27Edit => Wan27 with
    {
        Id = "fal-ai/wan/v2.7/edit-video",
        ImageField = null,
        SourceField = "video_url",
        Fields = [FalField.Text("video_url", int.MaxValue, required: true), .. Wan27.Fields.Where(rule => rule.Name is not ("image_url" or "end_image_url" or "duration"))],
        Seconds = input => input.Source?.Seconds ?? 5,
        Edit = FalEdits.Whole,
    };

    private static FalEndpoint Wan27 => new()
    {
        Id = "fal-ai/wan/v2.7/image-to-video",
        ImageField = "image_url",
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), FalField.Text("prompt", 5000, required: true),
            FalField.Text("negative_prompt", 500), FalField.Whole("duration", [.. Enumerable.Range(2, 14)]), FalField.Choice("resolution", "720p", "1080p"),
            FalField.Choice("aspect_ratio", Shapes), FalField.Number("seed", 0, int.MaxValue), FalField.Flag("enable_prompt_expansion"), FalField.Flag("enable_safety_checker"),
        ],
        NotRendered = ["audio_url"],
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "1080p")),
        Seconds = input => input.Number("duration") ?? 5,
        HasSeed = true,
        UnitPrice = input => input.Text("resolution", "1080p") == "720p" ? 100_000 : 150_000,
    };

    private static FalEndpoint Wan25 => new()
    {
        Id = "fal-ai/wan-25-preview/image-to-video",
        ImageField = "image_url",
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("prompt", 1500, required: true), FalField.Text("negative_prompt", 500),
            FalField.Choice("duration", "5", "10"), FalField.Choice("resolution", "480p", "720p", "1080p"), FalField.Number("seed", 0, int.MaxValue), FalField.Flag("enable_prompt_expansion"),
        ],
        NotRendered = ["audio_url"],
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "1080p")),
        Seconds = input => FalEndpoints.Number(input.Text("duration", "5")),
        HasSeed = true,
        UnitPrice = input => input.Text("resolution", "1080p") switch { "480p" => 50_000, "720p" => 100_000, _ => 150_000 },
    };

    private static FalEndpoint Wan22 => new()
    {
        Id = "fal-ai/wan/v2.2-a14b/text-to-video",
        Fields =
        [
            FalField.Text("prompt", 5000, required: true), FalField.Text("negative_prompt", 5000), FalField.Number("num_frames", 17, 161), FalField.Number("frames_per_second", 4, 60),
            FalField.Choice("resolution", "480p", "580p", "720p"), FalField.Choice("aspect_ratio", "16:9", "9:16", "1:1"), FalField.Number("seed", 0, int.MaxValue),
            FalField.Number("num_inference_steps", 2, 40), FalField.Number("guidance_scale", 1, 10), FalField.Number("guidance_scale_2", 1, 10), FalField.Number("shift", 1, 10), FalField.Flag("enable_safety_checker"),
        ],
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "720p")),
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "16:9")),
        Seconds = input => Frames(input) / (double)PerSecond(input),
        Rate = input => PerSecond(input),
        HasSeed = true,
        HasSound = false,
        UnitPrice = WanPrice,
        // A unit is a second of sixteen frames. Whether the first frame is one of them is said nowhere; it is not counted.
        UnitsPerSecond = input => (Frames(input) - 1.0) / Frames(input) * PerSecond(input) / WanRate,
    };

    private static int Frames(FalInput input) => (int)(input.Number("num_frames") ?? WanFrames);

    private static int PerSecond(FalInput input) => (int)(input.Number("frames_per_second") ?? WanRate);

    private static FalEndpoint WanInpaint => new()
    {
        Id = "fal-ai/wan-22-vace-fun-a14b/inpainting",
        SourceField = "video_url",
        Fields =
        [
            FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 5000, required: true), FalField.Text("mask_video_url", int.MaxValue), FalField.Text("mask_image_url", int.MaxValue),
            FalField.Number("seed", 0, int.MaxValue), FalField.Choice("resolution", "auto", "480p", "580p", "720p"), FalField.Text("negative_prompt", 5000),
            FalField.Flag("match_input_num_frames"), FalField.Number("num_frames", 17, 241), FalField.Flag("match_input_frames_per_second"), FalField.Number("frames_per_second", 5, 30),
            FalField.Flag("enable_prompt_expansion"), FalField.Flag("enable_safety_checker"), FalField.Number("num_inference_steps", 2, 50), FalField.Number("guidance_scale", 1, 10),
        ],
        MaskFields = ["mask_video_url", "mask_image_url"],
        Between = input => input.Text("mask_video_url").Length == 0 && input.Text("mask_image_url").Length == 0 ? [new FalProblem("mask_video_url", "missing", "A mask is required, as a video or as an image")] : [],
        ShortSide = _ => 720,
        Seconds = FalEdits.Inpainting,
        Rate = input => input.Flag("match_input_frames_per_second", false) ? null : PerSecond(input),
        Edit = FalEdits.Inpainted,
        HasSeed = true,
        HasSound = false,
        UnitPrice = WanPrice,
        UnitsPerSecond = FalEdits.InpaintingUnits,
    };

    private static FalEndpoint Ray => new()
    {
        Id = "luma/agent/ray/v3.2/image-to-video",
        ImageField = "image_url",
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), FalField.Text("prompt", 6000, required: true),
            FalField.Choice("duration", "5s", "10s"), FalField.Choice("resolution", "540p", "720p", "1080p"),
            FalField.Choice("aspect_ratio", "3:1", "2:1", "21:9", "16:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3"), FalField.Flag("loop"),
        ],
        Between = input => input.Text("duration", "5s") == "10s" ? [new FalProblem("duration", "value_error", "From one image a video lasts 5 seconds")] : [],
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "540p")),
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "16:9")),
        Seconds = input => FalEndpoints.Number(input.Text("duration", "5s")),
        HasSound = false,
        UnitPrice = input => input.Text("resolution", "540p") switch { "540p" => 100_000, "720p" => 200_000, _ => 400_000 },
    };

    private static FalEndpoint Omni => new()
    {
        Id = "google/gemini-omni-flash/image-to-video",
        ImageField = "image_url",
        Fields = [FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("prompt", 20_000, required: true), FalField.Number("duration", 3, 10), FalField.Choice("aspect_ratio", "16:9", "9:16")],
        ShortSide = _ => 720,
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "16:9")),
        Seconds = input => input.Number("duration") ?? 8,
        UnitPrice = _ => 130_000,
    };

    private static FalEndpoint OmniEdit => new()
    {
        Id = "google/gemini-omni-flash/edit",
        SourceField = "video_url",
        Fields = [FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 20_000, required: true)],
        ShortSide = _ => 720,
        Seconds = input => input.Source?.Seconds ?? 8,
        Edit = FalEdits.Whole,
        UnitPrice = _ => 140_000,
    };

    // Google's own price of the same model, as a bound: fal's is not documented.
    private static FalEndpoint BananaPro(string id, FalField[] references) => Banana(id, references) with
    {
        UnitPrice = input => input.Text("resolution", "1K") == "4K" ? 240_000 : 134_000,
    };

    // Priced as Nano Banana 2, whatever the id: fal's price of the first one is not documented.
    private static FalEndpoint Banana(string id, FalField[] references) => new()
    {
        Id = id,
        Fields =
        [
            FalField.Text("prompt", 20_000, required: true), FalField.Number("num_images", 1, 1), FalField.Choice("output_format", "png"), FalField.Choice("resolution", "1K", "2K", "4K"),
            FalField.Choice("aspect_ratio", "auto", "21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16"), FalField.Number("seed", 0, int.MaxValue),
            FalField.Choice("safety_tolerance", "1", "2", "3", "4", "5", "6"), FalField.Flag("sync_mode"), .. references,
        ],
        ShortSide = input => input.Text("resolution", "1K") switch { "1K" => 768, "2K" => 1536, _ => 3072 },
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "1:1")) ?? 1,
        Seconds = _ => 0,
        Draws = true,
        HasSound = false,
        UnitPrice = input => input.Text("resolution", "1K") switch { "1K" => 80_000, "2K" => 120_000, _ => 160_000 },
    };

    private static long WanPrice(FalInput input) => input.Text("resolution", "720p") switch { "480p" => 40_000, "580p" => 60_000, _ => 80_000 };
}
