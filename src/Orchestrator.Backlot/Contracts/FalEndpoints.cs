using Orchestrator.Backlot.Habits;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The fal endpoints on stage, with the schemas and prices their pages give.</summary>
internal static class FalEndpoints
{
    private const int Megabyte = 1024 * 1024;

    private static readonly FalEndpoint[] All =
    [
        Kling("standard", shortSide: 720, silent: 84_000, sound: 126_000),
        Kling("pro", shortSide: 1080, silent: 112_000, sound: 168_000),
        Seedance(),
        Veo("fal-ai/veo3.1/image-to-video", silent: 200_000, sound: 400_000, silent4K: 400_000, sound4K: 600_000),
        Veo("fal-ai/veo3.1/fast/image-to-video", silent: 100_000, sound: 150_000, silent4K: 300_000, sound4K: 350_000),
    ];

    public static FalEndpoint? Find(string id) => Array.Find(All, e => e.Id == id);

    private static FalEndpoint Kling(string tier, int shortSide, long silent, long sound) => new()
    {
        Id = $"fal-ai/kling-video/v3/{tier}/image-to-video",
        Habits = HabitProfile.Kling,
        ImageField = "start_image_url",
        Image = new ImageLimits(50 * Megabyte, 300, 2.5, "png", "jpeg"),
        Fields =
        [
            FalField.Text("start_image_url", int.MaxValue, required: true),
            FalField.Text("prompt", 2500, required: true),
            FalField.Choice("duration", [.. Range(3, 15)]),
            FalField.Flag("generate_audio"),
            FalField.Text("negative_prompt", 2500),
            FalField.Number("cfg_scale", 0, 1),
            FalField.Choice("shot_type", "customize", "intelligent"),
        ],
        NotRendered = ["multi_prompt", "elements", "end_image_url"],
        ShortSide = _ => shortSide,
        Seconds = input => double.Parse(input.Text("duration", "5")),
        UnitPrice = input => input.Flag("generate_audio", true) ? sound : silent,
    };

    private static FalEndpoint Seedance() => new()
    {
        Id = "bytedance/seedance-2.0/image-to-video",
        Habits = HabitProfile.Seedance,
        ImageField = "image_url",
        Image = new ImageLimits(30 * Megabyte, 300, 2.5, "png", "jpeg", "webp"),
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true),
            FalField.Text("prompt", 5000, required: true),
            FalField.Choice("duration", ["auto", .. Range(4, 15)]),
            FalField.Choice("resolution", "480p", "720p", "1080p", "4k"),
            FalField.Choice("aspect_ratio", "auto", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"),
            FalField.Flag("generate_audio"),
            FalField.Choice("bitrate_mode", "standard", "high"),
            FalField.Text("end_user_id", 256),
        ],
        NotRendered = ["end_image_url"],
        ShortSide = input => Lines(input.Text("resolution", "720p")),
        Ratio = input => AspectOf(input.Text("aspect_ratio", "auto")),
        Seconds = input => input.Text("duration", "auto") is var text && text == "auto" ? 5 : double.Parse(text),
        UnitPrice = _ => 302_400,
        // Billed by pixels: $0.014 per 1,024 × 1,000 pixels-by-frames is $0.3024 for a second of 1280x720.
        UnitsPerSecond = input => Math.Pow(Lines(input.Text("resolution", "720p")) / 720.0, 2),
    };

    private static FalEndpoint Veo(string id, long silent, long sound, long silent4K, long sound4K) => new()
    {
        Id = id,
        Habits = HabitProfile.Veo,
        ImageField = "image_url",
        Image = new ImageLimits(8 * Megabyte, 300, 2.5, "png", "jpeg", "webp"),
        Fields =
        [
            FalField.Text("image_url", int.MaxValue, required: true),
            FalField.Text("prompt", 20_000, required: true),
            FalField.Choice("duration", "4s", "6s", "8s"),
            FalField.Choice("resolution", "720p", "1080p", "4k"),
            FalField.Choice("aspect_ratio", "auto", "16:9", "9:16"),
            FalField.Flag("generate_audio"),
            FalField.Flag("auto_fix"),
            FalField.Text("negative_prompt", 20_000),
            FalField.Number("seed", 0, uint.MaxValue),
            FalField.Choice("safety_tolerance", "1", "2", "3", "4", "5", "6"),
        ],
        ShortSide = input => Lines(input.Text("resolution", "720p")),
        // Veo knows two shapes; auto takes the one nearer to the picture.
        Ratio = input => AspectOf(input.Text("aspect_ratio", "auto")) ?? (input.Image.Width >= input.Image.Height ? 16.0 / 9 : 9.0 / 16),
        Seconds = input => double.Parse(input.Text("duration", "8s").TrimEnd('s')),
        HasSeed = true,
        UnitPrice = input => (input.Flag("generate_audio", true), input.Text("resolution", "720p") == "4k") switch
        {
            (true, true) => sound4K,
            (false, true) => silent4K,
            (true, false) => sound,
            (false, false) => silent,
        },
    };

    private static IEnumerable<string> Range(int from, int to) => Enumerable.Range(from, to - from + 1).Select(n => n.ToString());

    private static int Lines(string resolution) => resolution == "4k" ? 2160 : int.Parse(resolution.TrimEnd('p'));

    private static double? AspectOf(string ratio)
        => ratio.Split(':') is [var wide, var high] ? double.Parse(wide) / double.Parse(high) : null;
}
