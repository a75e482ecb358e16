using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Kling's omni-video: a take from words, pictures and a clip, each of which may be a frame, a reference or what is changed.</summary>
internal sealed class KlingOmni(VendorDesk desk)
{
    public const string Kind = "omni-video";

    private const int MostPictures = 7;
    private const int MostPicturesBesideAClip = 4;
    private static readonly string[] Models = ["kling-v3-omni", "kling-video-o1"];

    /// <summary>What is wrong with a request besides what holds for every kind; null for nothing.</summary>
    public string? Problem(JsonObject body)
    {
        if (!Models.Contains(VendorDesk.Text(body, "model_name")))
            return $"model_name should be one of {string.Join(", ", Models)}";
        var (pictures, clips) = (List(body, "image_list"), List(body, "video_list"));
        if (clips.Count > 1 || pictures.Count > (clips.Count > 0 ? MostPicturesBesideAClip : MostPictures))
            return "image_list should have at most 7 pictures, 4 beside a clip, and video_list one clip";
        if (pictures.Any(picture => VendorDesk.Text(picture, "type") is not ("" or "first_frame" or "end_frame")))
            return "type of a picture should be first_frame or end_frame";
        if (pictures.Any(picture => VendorDesk.Text(picture, "image_url").StartsWith("data:", StringComparison.Ordinal) || desk.Picture(VendorDesk.Text(picture, "image_url")) is null))
            return "image_url should be a picture in base 64 without a prefix, or its address";
        if (Frame(pictures, "end_frame") is not null && Frame(pictures, "first_frame") is null)
            return "an end_frame needs a first_frame";
        if (clips.Any(clip => VendorDesk.Text(clip, "refer_type", "base") is not ("base" or "feature") || VendorDesk.Text(clip, "keep_original_sound", "yes") is not ("yes" or "no")))
            return "refer_type should be base or feature, and keep_original_sound yes or no";
        if (clips.Any(clip => !desk.Sources.Holds(VendorDesk.Text(clip, "video_url"))))
            return "video_url could not be read";
        return Base(clips) is null && Frame(pictures, "first_frame") is null && body["aspect_ratio"] is null ? "aspect_ratio is required without a first_frame or a clip to change" : null;
    }

    /// <summary>What a client buys.</summary>
    public async Task<VideoSale> SellAsync(JsonObject body, string model, CancellationToken cancellation)
    {
        var (pictures, clips) = (List(body, "image_list"), List(body, "video_list"));
        var (mode, sound) = (VendorDesk.Text(body, "mode", "pro"), VendorDesk.Text(body, "sound", "off") == "on");
        var price = (mode, clips.Count > 0, sound) switch
        {
            ("std", true, _) => 126_000,
            (_, true, _) => 168_000,
            ("std", _, false) => 84_000,
            ("std", _, true) or (_, _, false) => 112_000,
            _ => 140_000,
        };
        return new("kling", model, Base(clips) is { } changed ? await ChangedAsync(body, changed, model, cancellation) : Order(body, pictures, clips, model, mode, sound), 1, price)
        {
            References = pictures.Where(picture => VendorDesk.Text(picture, "type").Length == 0).Select(picture => VendorDesk.Text(picture, "image_url")),
            Start = Frame(pictures, "first_frame") is { } first ? VendorDesk.Text(first, "image_url") : null,
        };
    }

    private TakeOrder Order(JsonObject body, List<JsonNode?> pictures, List<JsonNode?> clips, string model, string mode, bool sound)
    {
        var start = Frame(pictures, "first_frame") is { } first ? desk.Picture(VendorDesk.Text(first, "image_url")) : null;
        var ratio = start is null ? FrameShape.Ratio(VendorDesk.Text(body, "aspect_ratio", "16:9"))!.Value : (double)start.Width / start.Height;
        var (width, height) = desk.Shape(ratio, mode switch { "4k" => 2160, "std" => 720, _ => 1080 }, start);
        return new TakeOrder(model, VendorDesk.Text(body, "prompt"), width, height, KlingRoutes.Number(VendorDesk.Text(body, "duration", "5")), sound, null, 0, KlingRoutes.Shots(body)) { ReferenceClips = clips.Count };
    }

    // As long as what is changed, and of its size; for what cannot be decoded the prompt is filmed.
    private async Task<TakeOrder> ChangedAsync(JsonObject body, JsonNode clip, string model, CancellationToken cancellation)
    {
        var (prompt, keep) = (VendorDesk.Text(body, "prompt"), VendorDesk.Text(clip, "keep_original_sound", "yes") == "yes");
        if (await desk.Sources.ReadAsync(VendorDesk.Text(clip, "video_url"), cancellation) is { } source)
            return new(model, prompt, source.Width, source.Height, source.Seconds, source.Sound && keep, null, 0) { Edit = source.Edit(prompt) };
        var (width, height) = desk.Shape(16.0 / 9, 1080, null);
        return new(model, prompt, width, height, 5, keep, null, 0);
    }

    private static JsonNode? Base(List<JsonNode?> clips) => clips.FirstOrDefault(clip => VendorDesk.Text(clip, "refer_type", "base") == "base");

    private static JsonNode? Frame(List<JsonNode?> pictures, string type) => pictures.FirstOrDefault(picture => VendorDesk.Text(picture, "type") == type);

    private static List<JsonNode?> List(JsonObject body, string field) => body[field] is JsonArray list ? [.. list] : [];
}
