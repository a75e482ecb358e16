using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>VACE on fal, led by a clip: by the poses that are seen in it, or by its depth.</summary>
internal static class FalControlEndpoints
{
    private const int UsualFrames = 81;
    private const int UsualRate = 16;

    // Of the depth the camera's way is part, of poses it is not.
    public static IEnumerable<FalEndpoint> All =>
    [
        Of("fal-ai/wan-22-vace-fun-a14b/depth", 100_000, Depth),
        Of("fal-ai/wan-22-vace-fun-a14b/pose", 100_000, Pose),
        // Its page gives no price: that of its family.
        Of("fal-ai/wan-vace-14b/depth", 80_000, Depth),
        Of("fal-ai/wan-vace-14b/pose", 80_000, Pose),
    ];

    private static Followed Depth(FalInput input, Followed seen) => seen;

    private static Followed Pose(FalInput input, Followed seen) => seen with { Camera = null };

    private static FalEndpoint Of(string id, long price, Func<FalInput, Followed, Followed> follow) => new()
    {
        Id = id,
        MotionField = "video_url",
        StartField = "first_frame_url",
        Follow = follow,
        Fields =
        [
            FalField.Text("video_url", int.MaxValue, required: true), FalField.Text("prompt", 5000, required: true), FalField.Text("negative_prompt", 5000),
            FalField.List("ref_image_urls", 16), FalField.Text("first_frame_url", int.MaxValue), FalField.Text("last_frame_url", int.MaxValue),
            FalField.Flag("match_input_num_frames"), FalField.Number("num_frames", UsualFrames, 241), FalField.Flag("match_input_frames_per_second"), FalField.Number("frames_per_second", 5, 30),
            FalField.Choice("resolution", "auto", "240p", "360p", "480p", "580p", "720p"), FalField.Choice("aspect_ratio", "auto", "16:9", "1:1", "9:16"), FalField.Number("seed", 0, int.MaxValue),
            FalField.Number("num_inference_steps", 2, 50), FalField.Number("guidance_scale", 1, 10), FalField.Number("shift", 1, 15), FalField.Flag("preprocess"), FalField.Flag("enable_prompt_expansion"),
            FalField.Flag("enable_safety_checker"), FalField.Flag("enable_auto_downsample"), FalField.Number("auto_downsample_min_fps", 1, 60), FalField.Number("temporal_downsample_factor", 0, 5),
            FalField.Number("num_interpolated_frames", 0, 5), FalField.Choice("interpolator_model", "rife", "film"), FalField.Choice("sampler", "unipc", "dpm++", "euler"),
            FalField.Choice("acceleration", "none", "low", "regular"), FalField.Choice("transparency_mode", "content_aware", "white", "black"), FalField.Choice("video_quality", "low", "medium", "high", "maximum"),
            FalField.Choice("video_write_mode", "fast", "balanced", "small"), FalField.Flag("return_frames_zip"), FalField.Flag("sync_mode"),
        ],
        ShortSide = Lines,
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "auto")) ?? (input.Motion is { } clip ? (double)clip.Width / clip.Height : 16.0 / 9),
        Seconds = input => Frames(input) / (double)PerSecond(input),
        Rate = input => PerSecond(input),
        HasSeed = true,
        HasSound = false,
        UnitPrice = input => Lines(input) switch { > 580 => price, > 480 => price * 3 / 4, _ => price / 2 },
        // A unit is a second of sixteen frames.
        UnitsPerSecond = input => PerSecond(input) / (double)UsualRate,
    };

    private static int Lines(FalInput input) => input.Text("resolution", "auto") is var said && said != "auto" ? FrameShape.Lines(said) : input.Motion is { } clip ? Math.Min(720, Math.Min(clip.Width, clip.Height)) : 720;

    private static int Frames(FalInput input) => input.Flag("match_input_num_frames", false) && input.Motion is { } clip ? clip.Frames : (int)(input.Number("num_frames") ?? UsualFrames);

    private static int PerSecond(FalInput input) => input.Flag("match_input_frames_per_second", false) ? TakeOrder.Rate : (int)(input.Number("frames_per_second") ?? UsualRate);
}
