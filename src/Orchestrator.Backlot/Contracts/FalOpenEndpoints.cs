using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// LTX with open weights on fal. What LTX-2 19B takes and costs is as its page says; LTX-2.3 22B and the quality endpoints are served after
/// it, for their own pages were not read.
/// </summary>
internal static class FalOpenEndpoints
{
    private const int Rate = 25;
    private const int Frames = 121;
    private const double Million = 1_000_000;

    // A camera move is a small model of its own.
    private static readonly Dictionary<string, string> Moves = new()
    {
        ["dolly_in"] = "medium push in", ["dolly_out"] = "medium pull out", ["dolly_left"] = "medium pan left", ["dolly_right"] = "medium pan right",
        ["jib_up"] = "medium tilt up", ["jib_down"] = "medium tilt down", ["static"] = "locked",
    };

    public static IEnumerable<FalEndpoint> All =>
    [
        FromImage("fal-ai/ltx-2-19b/image-to-video", 1800),
        FromWords("fal-ai/ltx-2-19b/text-to-video", 1800),
        FromImage("fal-ai/ltx-2-19b/distilled/image-to-video", 1000),
        FromWords("fal-ai/ltx-2-19b/distilled/text-to-video", 1000),
        FromImage("fal-ai/ltx-2.3-22b/image-to-video", 1800),
        FromWords("fal-ai/ltx-2.3-22b/text-to-video", 1800),
        FromImage("fal-ai/ltx-2.3-quality/image-to-video", 1800),
        FromWords("fal-ai/ltx-2.3-quality/text-to-video", 1800),
        Inpaint("fal-ai/ltx-2.3-quality/inpaint", 1800),
    ];

    private static FalEndpoint FromImage(string id, long price) => Of(id, price, "auto") with
    {
        ImageField = "image_url",
        Fields = [FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), FalField.Number("image_strength", 0, 1), FalField.Number("end_image_strength", 0, 1), .. Shared],
    };

    private static FalEndpoint FromWords(string id, long price) => Of(id, price, "landscape_4_3");

    private static FalEndpoint Of(string id, long price, string size) => new()
    {
        Id = id,
        Fields = Shared,
        Words = Worded,
        ShortSide = input => FalSize.Of(input, "video_size", size) is var (width, height) ? Math.Min(width, height) : 720,
        Ratio = input => FalSize.Of(input, "video_size", size) is var (width, height) ? (double)width / height : null,
        Seconds = input => Count(input) / (double)PerSecond(input),
        Rate = input => PerSecond(input),
        HasSeed = true,
        UnitPrice = _ => price,
        // Million pixels of all frames together, rounded up.
        UnitsPerSecond = input => Math.Ceiling(Pixels(input, size) * Count(input) / Million) * PerSecond(input) / Count(input),
    };

    // What is white in the mask is filmed anew; the clip keeps its length.
    private static FalEndpoint Inpaint(string id, long price) => new()
    {
        Id = id,
        SourceField = "video_url",
        MaskFields = ["mask_video_url", "mask_image_url"],
        Fields = [FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("mask_video_url", int.MaxValue), FalField.Text("mask_image_url", int.MaxValue), .. Shared],
        Between = input => input.Text("mask_video_url").Length == 0 && input.Text("mask_image_url").Length == 0 ? [new FalProblem("mask_video_url", "missing", "A mask is required, as a video or as an image")] : [],
        ShortSide = _ => 720,
        Seconds = input => input.Source?.Seconds ?? Count(input) / (double)PerSecond(input),
        Edit = (input, source) => source.Edit(input.Text("prompt")) with { To = source.Frames, Mask = input.Mask, Picture = true, Sound = false },
        HasSeed = true,
        UnitPrice = _ => price,
        UnitsPerSecond = input => input.Source is { } source ? source.Width * (double)source.Height * Film.TakeOrder.Rate / Million : 1,
    };

    private static FalField[] Shared =>
    [
        FalField.Text("prompt", 20_000, required: true), FalField.Text("negative_prompt", 20_000), FalField.Number("num_frames", 9, 481), FalField.Size("video_size", ["auto", .. FalSize.Words]),
        FalField.Number("fps", 1, 60), FalField.Flag("generate_audio"), FalField.Flag("use_multiscale"), FalField.Number("seed", 0, int.MaxValue),
        FalField.Choice("camera_lora", [.. Moves.Keys, "none"]), FalField.Number("camera_lora_scale", 0, 1), FalField.Number("guidance_scale", 1, 10), FalField.Number("num_inference_steps", 8, 50),
        FalField.Choice("acceleration", "none", "regular", "high", "full"), FalField.Flag("enable_prompt_expansion"), FalField.Flag("enable_safety_checker"),
    ];

    private static int Count(FalInput input) => (int)(input.Number("num_frames") ?? Frames);

    private static int PerSecond(FalInput input) => (int)(input.Number("fps") ?? Rate);

    private static double Pixels(FalInput input, string size)
    {
        if (FalSize.Of(input, "video_size", size) is var (width, height))
            return width * (double)height;
        var ratio = input.Image is { } picture ? (double)picture.Width / picture.Height : 16.0 / 9;
        return 720 * 720 * Math.Max(ratio, 1 / ratio);
    }

    // The move takes the place of what the words say of the camera.
    private static string Worded(FalInput input)
    {
        var prompt = input.Text("prompt");
        if (!Moves.TryGetValue(input.Text("camera_lora", "none"), out var move))
            return prompt;
        return new ClauseSheet(prompt).HasLabels ? PromptEdit.Apply(prompt, $"Camera: {move}") : $"{move}, {prompt}";
    }
}
