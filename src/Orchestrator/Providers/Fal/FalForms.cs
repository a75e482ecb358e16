using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>What families of endpoints take beyond plain fields: several shots, elements, references, a clip to change.</summary>
internal static class FalForms
{
    private const int MostShots = 6;
    private const int MostSeconds = 15;
    private const int MostElementPictures = 3;
    private const double ShortestRetake = 2;

    /// <summary>Adds it to the input.</summary>
    public static void Complete(JsonObject body, TakeRequest request, ModelRow row, Func<AssetRef, string> address)
    {
        switch (row.Input.Form)
        {
            case "kling":
                AddShots(body, request, row);
                AddElements(body, request, address);
                break;
            case "references":
                AddReferences(body, request, address);
                break;
            case "retake":
                AddSource(body, request, address);
                AddRange(body, request.Source!);
                break;
            case "edit":
                AddSource(body, request, address);
                AddReferences(body, request, address);
                break;
            case "extend":
                body["video_url"] = address((request.Extends ?? throw new ArgumentException("The request names no clip to go on from.", nameof(request))).Clip);
                break;
            case "inpaint":
                AddSource(body, request, address);
                AddMask(body, request.Source!, address);
                break;
        }
    }

    /// <summary>Why the request is beyond the endpoint; null when it is not.</summary>
    public static string? Problem(TakeRequest request, ModelRow row)
    {
        if (row.Input.Form == "extend")
            return request.Extends is null ? $"{row.Title} goes on from a clip; the request names none" : null;
        if (row.Edits && request.Source is null)
            return $"{row.Title} changes a take; the request names none";
        if (row.Input.Form == "inpaint" && request.Source?.Mask is null)
            return $"{row.Title} changes what is white in a mask; the request names none";
        if (request.Cuts is { Count: > 0 } cuts)
        {
            if (row.Input.Form != "kling")
                return $"{row.Title} makes one shot at a time";
            if (cuts.Count + 1 > MostShots || cuts.Sum(cut => cut.Seconds) + request.Seconds > MostSeconds)
                return $"{row.Title} makes at most {MostShots} shots of {MostSeconds} s together";
        }

        return ReferenceProblem(request.References ?? [], row);
    }

    private static string? ReferenceProblem(IReadOnlyList<TakeReference> references, ModelRow row)
    {
        var limits = row.References;
        var (images, videos, audio) = (Count(ReferenceKind.Image), Count(ReferenceKind.Video), Count(ReferenceKind.Audio));
        if (images > limits.Images || videos > limits.Videos || audio > limits.Audio || references.Count > limits.Total)
            return $"{row.Title} takes at most {limits.Images} pictures, {limits.Videos} clips and {limits.Audio} sounds as references, {limits.Total} together; these are {images}, {videos} and {audio}";
        return audio > 0 && images + videos == 0 ? $"{row.Title} takes a sound only beside a picture or a clip" : null;

        int Count(ReferenceKind kind) => references.Count(reference => reference.Kind == kind);
    }

    // Several shots in one generation: their prompts take the place of the one prompt.
    private static void AddShots(JsonObject body, TakeRequest request, ModelRow row)
    {
        if (request.Cuts is not { Count: > 0 } cuts)
            return;
        body.Remove("prompt");
        body["multi_prompt"] = new JsonArray(
        [
            Shot(PromptCompiler.Video(request, row), request.Seconds),
            .. cuts.Select(cut => Shot(PromptCompiler.Cut(cut, request, row), cut.Seconds)),
        ]);
        body["shot_type"] = "customize";
        body["duration"] = Whole(request.Seconds + cuts.Sum(cut => cut.Seconds));
    }

    private static JsonObject Shot(string prompt, int seconds) => new() { ["prompt"] = prompt, ["duration"] = Whole(seconds) };

    private static string Whole(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    // One element for each purpose: its first picture is the frontal one.
    private static void AddElements(JsonObject body, TakeRequest request, Func<AssetRef, string> address)
    {
        if (request.References is not { Count: > 0 } references)
            return;
        body["elements"] = new JsonArray([.. references.Where(reference => reference.Kind == ReferenceKind.Image)
            .GroupBy(reference => reference.Purpose).Select(group => Element([.. group], address))]);
    }

    private static JsonObject Element(IReadOnlyList<TakeReference> pictures, Func<AssetRef, string> address) => new()
    {
        ["frontal_image_url"] = address(pictures[0].Asset),
        // At least one is asked for; a single picture stands for itself.
        ["reference_image_urls"] = Addresses(pictures.Count == 1 ? pictures : pictures.Skip(1).Take(MostElementPictures), address),
    };

    private static void AddReferences(JsonObject body, TakeRequest request, Func<AssetRef, string> address)
    {
        foreach (var group in (request.References ?? []).GroupBy(reference => reference.Kind))
            body[group.Key switch { ReferenceKind.Image => "image_urls", ReferenceKind.Video => "video_urls", _ => "audio_urls" }] = Addresses(group, address);
    }

    private static void AddSource(JsonObject body, TakeRequest request, Func<AssetRef, string> address) =>
        body["video_url"] = address((request.Source ?? throw new ArgumentException("The request names no take to change.", nameof(request))).Clip);

    private static void AddRange(JsonObject body, TakeSource source)
    {
        body["start_time"] = source.From;
        if (source.Seconds > 0)
            body["duration"] = Math.Max(ShortestRetake, source.Seconds);
        body["retake_mode"] = source.Field == ShotField.Audio ? "replace_audio" : "replace_video";
    }

    private static void AddMask(JsonObject body, TakeSource source, Func<AssetRef, string> address)
    {
        if (source.Mask is { } mask)
            body[mask.MediaType.StartsWith("video/", StringComparison.Ordinal) ? "mask_video_url" : "mask_image_url"] = address(mask);
    }

    private static JsonArray Addresses(IEnumerable<TakeReference> references, Func<AssetRef, string> address) =>
        new([.. references.Select(reference => JsonValue.Create(address(reference.Asset)))]);
}
