using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Seedance 2.0 on fal.</summary>
internal static class FalSeedanceEndpoints
{
    private const int Megabyte = 1024 * 1024;
    private const int MostReferences = 12;

    public static IEnumerable<FalEndpoint> All => [Plain, FromImage, FromReferences, .. Smaller("fast", 241_900), .. Smaller("mini", MiniMicroUsd)];

    // No page gives the price of mini: half of the standard one.
    private const long MiniMicroUsd = 151_200;

    private static IEnumerable<FalEndpoint> Smaller(string kind, long price) => ((FalEndpoint[])[Plain, FromImage, FromReferences]).Select(standard => Smaller(standard, kind, price));

    private static FalEndpoint Smaller(FalEndpoint standard, string kind, long price) => standard with
    {
        Id = standard.Id.Replace("seedance-2.0/", $"seedance-2.0/{kind}/", StringComparison.Ordinal),
        Fields = [.. standard.Fields.Select(field => field.Name == "resolution" ? FalField.Choice("resolution", "480p", "720p") : field)],
        UnitPrice = _ => price,
    };

    private static FalEndpoint FromImage => Plain with
    {
        Id = "bytedance/seedance-2.0/image-to-video",
        ImageField = "image_url",
        Image = new ImageLimits(30 * Megabyte, 300, 2.5, "png", "jpeg", "webp"),
        Fields = [FalField.Text("image_url", int.MaxValue, required: true), FalField.Text("end_image_url", int.MaxValue), .. Plain.Fields],
    };

    private static FalEndpoint FromReferences => Plain with
    {
        Id = "bytedance/seedance-2.0/reference-to-video",
        Fields = [FalField.List("image_urls", 9), FalField.List("video_urls", 3), FalField.List("audio_urls", 3), .. Plain.Fields],
        Between = ReferenceProblems,
        ClipSeconds = (2, 15),
    };

    private static FalEndpoint Plain => new()
    {
        Id = "bytedance/seedance-2.0/text-to-video",
        Fields =
        [
            FalField.Text("prompt", 5000, required: true),
            FalField.Choice("duration", ["auto", .. FalEndpoints.Range(4, 15)]),
            FalField.Choice("resolution", "480p", "720p", "1080p", "4k"),
            FalField.Choice("aspect_ratio", "auto", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"),
            FalField.Flag("generate_audio"),
            FalField.Choice("bitrate_mode", "standard", "high"),
            FalField.Text("end_user_id", 256),
        ],
        ShortSide = input => FrameShape.Lines(input.Text("resolution", "720p")),
        Ratio = input => FrameShape.Ratio(input.Text("aspect_ratio", "auto")),
        Seconds = input => input.Text("duration", "auto") is var text && text == "auto" ? 5 : FalEndpoints.Number(text),
        UnitPrice = _ => 302_400,
        // Billed by pixels: $0.014 per 1,024 × 1,000 pixels-by-frames is $0.3024 for a second of 1280x720.
        UnitsPerSecond = input => Math.Pow(FrameShape.Lines(input.Text("resolution", "720p")) / 720.0, 2),
    };

    private static IEnumerable<FalProblem> ReferenceProblems(FalInput input)
    {
        var (images, videos, sounds) = (input.List("image_urls").Count, input.List("video_urls").Count, input.List("audio_urls").Count);
        if (images + videos + sounds > MostReferences)
            yield return new FalProblem("image_urls", "sequence_too_long", $"At most {MostReferences} references together", new JsonObject { ["max_length"] = MostReferences });
        if (sounds > 0 && images + videos == 0)
            yield return new FalProblem("audio_urls", "value_error", "Audio needs at least one image or video beside it");
    }
}
