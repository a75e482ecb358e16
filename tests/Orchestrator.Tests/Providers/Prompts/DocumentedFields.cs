using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>
/// The input of every endpoint as its provider documents it: each field that may be sent, with what its JSON may be. A list's items are
/// <c>[]</c>.
/// </summary>
internal static class DocumentedFields
{
    private const string Words = "^\".+\"$";
    private const string Flag = "^(true|false)$";
    private const string Whole = "^[0-9]+$";
    private const string Number = "^[0-9]+(\\.[0-9]+)?$";
    private const string Media = "^\"(<[a-z ]+>|data:(image/png|video/mp4);base64,<[a-z ]+>)\"$";
    private const string Base64 = "^\"<[a-z ]+>\"$";
    private const string Id = "^\"[0-9a-f]{32}\"$";
    private const string KlingSeconds = "^\"([3-9]|1[0-5])\"$";
    private const string ShotSeconds = "^\"([1-9]|1[0-5])\"$";
    private const string Shapes = "^\"(21:9|16:9|4:3|1:1|3:4|9:16|3:2|2:3|5:4|4:5)\"$";
    private const string Shot = "(customize|intelligent|intelligence)";

    private static readonly Dictionary<string, string> KlingOfFal = new()
    {
        ["prompt"] = Words, ["multi_prompt[].prompt"] = Words, ["multi_prompt[].duration"] = ShotSeconds, ["duration"] = KlingSeconds, ["shot_type"] = $"^\"{Shot}\"$", ["generate_audio"] = Flag,
        ["negative_prompt"] = Words, ["cfg_scale"] = "^(0(\\.[0-9]+)?|1)$", ["elements[].frontal_image_url"] = Media, ["elements[].reference_image_urls[]"] = Media,
    };

    private static readonly Dictionary<string, string> Seedance = new()
    {
        ["prompt"] = Words, ["duration"] = "^\"(auto|[4-9]|1[0-5])\"$", ["resolution"] = "^\"(480p|720p|1080p|4k)\"$", ["aspect_ratio"] = "^\"(auto|21:9|16:9|4:3|1:1|3:4|9:16)\"$", ["generate_audio"] = Flag,
    };

    private static readonly Dictionary<string, string> Veo = new()
    {
        ["prompt"] = Words, ["duration"] = "^\"[468]s\"$", ["resolution"] = "^\"(720p|1080p|4k)\"$", ["aspect_ratio"] = "^\"(auto|16:9|9:16)\"$", ["generate_audio"] = Flag, ["negative_prompt"] = Words, ["seed"] = Whole,
        ["auto_fix"] = "^false$",
    };

    private static readonly Dictionary<string, string> Ltx = new()
    {
        ["prompt"] = Words, ["duration"] = "^(6|8|10)$", ["resolution"] = "^\"(1080p|1440p|2160p)\"$", ["fps"] = "^(24|25|48|50)$", ["generate_audio"] = Flag, ["image_url"] = Media, ["end_image_url"] = Media,
    };

    private static readonly Dictionary<string, string> Wan = new()
    {
        ["prompt"] = Words, ["negative_prompt"] = Words, ["seed"] = Whole, ["image_url"] = Media, ["end_image_url"] = Media, ["enable_prompt_expansion"] = "^false$", ["enable_safety_checker"] = Flag,
    };

    private static readonly Dictionary<string, string> Kling = new()
    {
        ["model_name"] = "^\"kling-v3\"$", ["mode"] = "^\"(std|pro|4k)\"$", ["prompt"] = Words, ["negative_prompt"] = Words, ["multi_shot"] = "^true$", ["shot_type"] = $"^\"{Shot}\"$", ["multi_prompt[].index"] = "^[1-6]$",
        ["multi_prompt[].prompt"] = Words, ["multi_prompt[].duration"] = ShotSeconds, ["duration"] = KlingSeconds, ["sound"] = "^\"(on|off)\"$", ["external_task_id"] = Id,
    };

    private static readonly Dictionary<string, string> Omni = new()
    {
        ["model_name"] = "^\"kling-v3-omni\"$", ["mode"] = "^\"(std|pro|4k)\"$", ["prompt"] = Words, ["image_list[].image_url"] = Base64, ["image_list[].type"] = "^\"(first_frame|end_frame)\"$",
        ["video_list[].video_url"] = "^\"https://.+\"$", ["video_list[].refer_type"] = "^\"(base|feature)\"$", ["video_list[].keep_original_sound"] = "^\"(yes|no)\"$", ["duration"] = KlingSeconds,
        ["sound"] = "^\"(on|off)\"$", ["external_task_id"] = Id,
    };

    private static readonly Dictionary<string, string> Vertex = new()
    {
        ["instances[].prompt"] = Words, ["instances[].image.bytesBase64Encoded"] = Base64, ["instances[].image.mimeType"] = "^\"image/png\"$", ["instances[].lastFrame.bytesBase64Encoded"] = Base64,
        ["instances[].lastFrame.mimeType"] = "^\"image/png\"$", ["instances[].referenceImages[].image.bytesBase64Encoded"] = Base64, ["instances[].referenceImages[].image.mimeType"] = "^\"image/png\"$",
        ["instances[].referenceImages[].referenceType"] = "^\"asset\"$", ["instances[].video.gcsUri"] = "^\"gs://[a-z]+/inputs/[0-9a-f]{64}\\.mp4\"$", ["instances[].video.mimeType"] = "^\"video/mp4\"$",
        ["parameters.storageUri"] = "^\"gs://takes/takes/[0-9a-f]{32}/\"$", ["parameters.sampleCount"] = "^1$", ["parameters.durationSeconds"] = "^[468]$", ["parameters.aspectRatio"] = "^\"(16:9|9:16)\"$",
        ["parameters.resolution"] = "^\"(720p|1080p|4k)\"$", ["parameters.seed"] = Whole, ["parameters.personGeneration"] = "^\"allow_adult\"$", ["parameters.generateAudio"] = Flag,
        ["labels.attempt_id"] = Id,
    };

    private static readonly Dictionary<string, string> Interaction = new()
    {
        ["model"] = "^\"gemini-[a-z0-9.-]+\"$", ["input[].type"] = "^\"(text|image)\"$", ["input[].text"] = Words, ["input[].data"] = Base64, ["input[].mime_type"] = "^\"image/png\"$", ["background"] = Flag, ["store"] = Flag,
        ["previous_interaction_id"] = Words, ["response_format.type"] = "^\"(video|image)\"$", ["response_format.aspect_ratio"] = Shapes, ["response_format.duration"] = "^\"([3-9]|10)s\"$",
        ["response_format.resolution"] = "^\"(360p|720p|1080p|4k)\"$", ["response_format.delivery"] = "^\"uri\"$", ["response_format.image_size"] = "^\"(512|1K|2K|4K)\"$", ["response_format.mime_type"] = "^\"image/png\"$",
        ["generation_config.seed"] = Whole, ["generation_config.video_config.task"] = "^\"(text_to_video|image_to_video|reference_to_video|edit|extend)\"$", ["labels.attempt_id"] = Id,
    };

    private static readonly Dictionary<string, string> Ark = new()
    {
        ["model"] = "^\"dreamina-seedance-2-0-[0-9]+\"$", ["content[].type"] = "^\"(text|image_url|video_url|audio_url)\"$", ["content[].text"] = Words, ["content[].image_url.url"] = Media, ["content[].video_url.url"] = Media,
        ["content[].role"] = "^\"(first_frame|last_frame|reference_image|reference_video|reference_audio)\"$", ["duration"] = "^([4-9]|1[0-5])$", ["resolution"] = "^\"(480p|720p|1080p|4k)\"$",
        ["ratio"] = "^\"(21:9|16:9|4:3|1:1|3:4|9:16)\"$", ["generate_audio"] = Flag, ["return_last_frame"] = Flag,
    };

    private static readonly Dictionary<string, string> Runway = new()
    {
        ["promptText"] = Words, ["seed"] = Whole, ["ratio"] = "^\"(1280:720|720:1280|1104:832|960:960|832:1104|1584:672)\"$", ["duration"] = "^([2-9]|10)$",
    };

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Endpoints = new()
    {
        ["fal-ai/kling-video/v3/pro/image-to-video"] = With(KlingOfFal, ("start_image_url", Media), ("end_image_url", Media)),
        ["fal-ai/kling-video/v3/standard/image-to-video"] = With(KlingOfFal, ("start_image_url", Media), ("end_image_url", Media)),
        ["fal-ai/kling-video/v3/pro/text-to-video"] = With(KlingOfFal, ("aspect_ratio", "^\"(16:9|9:16|1:1)\"$")),
        ["fal-ai/kling-video/o3/pro/video-to-video/edit"] = With([], ("prompt", Words), ("video_url", Media), ("image_urls[]", Media), ("keep_audio", Flag)),
        ["bytedance/seedance-2.0/image-to-video"] = With(Seedance, ("image_url", Media), ("end_image_url", Media)),
        ["bytedance/seedance-2.0/reference-to-video"] = With(Seedance, ("image_urls[]", Media), ("video_urls[]", Media), ("audio_urls[]", Media)),
        ["fal-ai/veo3.1"] = Veo,
        ["fal-ai/veo3.1/image-to-video"] = With(Veo, ("image_url", Media)),
        ["fal-ai/veo3.1/fast/image-to-video"] = With(Veo, ("image_url", Media)),
        ["fal-ai/veo3.1/first-last-frame-to-video"] = With(Veo, ("first_frame_url", Media), ("last_frame_url", Media)),
        ["fal-ai/veo3.1/reference-to-video"] = With([.. Veo.Where(field => field.Key != "seed")], ("image_urls[]", Media)),
        ["fal-ai/veo3.1/extend-video"] = With(Veo, ("video_url", Media), ("duration", "^\"7s\"$")),
        ["fal-ai/veo3.1/fast/extend-video"] = With(Veo, ("video_url", Media), ("duration", "^\"7s\"$")),
        ["fal-ai/ltx-2.3/image-to-video"] = Ltx,
        ["fal-ai/ltx-2.3/image-to-video/fast"] = Ltx,
        ["fal-ai/ltx-2.3/retake-video"] = With([], ("prompt", Words), ("video_url", Media), ("start_time", Number), ("duration", Number), ("retake_mode", "^\"(replace_audio|replace_video|replace_audio_and_video)\"$")),
        ["fal-ai/ltx-2.3/extend-video"] = With([], ("prompt", Words), ("video_url", Media), ("duration", "^([2-9]|1[0-9]|20)$"), ("mode", "^\"(start|end)\"$"), ("context", Number)),
        ["fal-ai/wan/v2.7/image-to-video"] = With(Wan, ("duration", "^([2-9]|1[0-5])$"), ("resolution", "^\"(720p|1080p)\"$"), ("aspect_ratio", Shapes)),
        ["fal-ai/wan-25-preview/image-to-video"] = With(Wan, ("duration", "^\"(5|10)\"$"), ("resolution", "^\"(480p|720p|1080p)\"$")),
        ["fal-ai/wan/v2.2-a14b/text-to-video"] = With(Wan, ("num_frames", Whole), ("frames_per_second", Whole), ("resolution", "^\"(480p|580p|720p)\"$"), ("aspect_ratio", Shapes)),
        ["fal-ai/wan-22-vace-fun-a14b/inpainting"] = With(Wan, ("video_url", Media), ("mask_video_url", Media), ("mask_image_url", Media), ("resolution", "^\"(auto|480p|580p|720p)\"$"), ("match_input_num_frames", Flag), ("match_input_frames_per_second", Flag)),
        ["luma/agent/ray/v3.2/image-to-video"] = With([], ("prompt", Words), ("image_url", Media), ("end_image_url", Media), ("duration", "^\"(5|10)s\"$"), ("resolution", "^\"(540p|720p|1080p)\"$"), ("aspect_ratio", Shapes)),
        ["google/gemini-omni-flash/image-to-video"] = With([], ("prompt", Words), ("image_url", Media), ("duration", "^([3-9]|10)$"), ("aspect_ratio", "^\"(16:9|9:16)\"$")),
        ["google/gemini-omni-flash/edit"] = With([], ("prompt", Words), ("video_url", Media)),
        ["kling from a picture"] = With(Kling, ("image", Base64), ("image_tail", Base64)),
        ["kling from words"] = With(Kling, ("aspect_ratio", "^\"(16:9|9:16|1:1)\"$")),
        ["kling omni"] = Omni,
        ["veo-3.1-generate-001"] = Vertex,
        ["veo-3.1-fast-generate-001"] = Vertex,
        ["gemini-omni-1.2-flash"] = Interaction,
        ["dreamina-seedance-2-0-260128"] = Ark,
        ["gen4.5"] = With(Runway, ("model", "^\"gen4.5\"$"), ("promptImage", Media)),
        ["aleph2"] = With([], ("model", "^\"aleph2\"$"), ("promptText", Words), ("videoUri", Media), ("seed", Whole)),
        // Pictures.
        ["gemini-3.1-flash-image"] = Interaction,
        ["gpt-image-2"] = With([], ("model", "^\"gpt-image-2\"$"), ("prompt", Words), ("n", "^\"?1\"?$"), ("size", "^\"[0-9]+x[0-9]+\"$"), ("quality", "^\"(low|medium|high|auto)\"$"), ("output_format", "^\"(png|jpeg|webp)\"$"), ("image[][]", "^\"image/png <[a-z ]+>\"$")),
        ["fal-ai/nano-banana-2"] = With([], ("prompt", Words), ("num_images", "^1$"), ("output_format", "^\"png\"$"), ("aspect_ratio", Shapes), ("resolution", "^\"[124]K\"$"), ("image_urls[]", Media)),
        ["kling-v3-omni"] = With([], ("model_name", "^\"kling-v3-omni\"$"), ("prompt", Words), ("image_list[].image", Base64), ("resolution", "^\"[124]k\"$"), ("n", "^1$"), ("aspect_ratio", "^\"(16:9|9:16|1:1|4:3|3:4|3:2|2:3|21:9)\"$"), ("external_task_id", Id)),
        ["seedream-5-5-261028"] = With([], ("model", "^\"seedream-5-5-[0-9]+\"$"), ("prompt", Words), ("image[]", Media), ("size", "^\"[0-9]+x[0-9]+\"$"), ("response_format", "^\"(url|b64_json)\"$"), ("watermark", Flag)),
        ["gen4_image"] = With([], ("model", "^\"gen4_image\"$"), ("promptText", Words), ("ratio", "^\"(1280:720|720:1280|720:720|960:720|720:960|1680:720|1920:1080|1080:1920|1080:1080|1440:1080|1080:1440|2112:912)\"$"), ("referenceImages[].uri", Media), ("referenceImages[].tag", "^\"[A-Za-z][A-Za-z0-9]{2,15}\"$")),
    };

    // Where the input of each was read, and when; that of fal's endpoints on a page of each, together with the types that its own clients are made of.
    private static readonly (string Endpoints, string Page, string Read)[] Pages =
    [
        ("kling from", "https://app.klingai.com/global/dev/document-api/apiReference/model/imageToVideo", "2026-11-20"),
        ("kling omni", "https://app.klingai.com/global/dev/document-api/apiReference/model/OmniVideo", "2026-11-21"),
        ("kling-v3-omni", "https://app.klingai.com/global/dev/document-api/apiReference/model/OmniImage", "2026-11-21"),
        ("veo-3.1-", "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation", "2026-11-20"),
        ("gemini-omni-1.2-flash", "https://ai.google.dev/gemini-api/docs/omni", "2026-11-20"),
        ("gemini-3.1-flash-image", "https://ai.google.dev/gemini-api/docs/image-generation", "2026-11-20"),
        ("dreamina-seedance", "https://docs.byteplus.com/en/docs/ModelArk/Video_Generation_API", "2026-11-20"),
        ("seedream", "https://docs.apiyi.com/en/api-capabilities/seedream-image/seedream-5-5-pricing", "2026-11-21"),
        ("gen4", "https://docs.dev.runwayml.com/api/", "2026-11-20"),
        ("aleph2", "https://docs.dev.runwayml.com/api/", "2026-11-20"),
        ("gpt-image-2", "https://platform.openai.com/docs/api-reference/images", "2026-11-20"),
    ];

    private static readonly string[] FalFamilies = ["fal-ai/", "bytedance/", "luma/", "google/"];

    /// <summary>The endpoints whose input is written down here.</summary>
    public static IReadOnlyCollection<string> Names => Endpoints.Keys;

    /// <summary>The page on which an endpoint's input was read, and the day.</summary>
    public static (string Page, string Read) Source(string endpoint) => FalFamilies.Any(family => endpoint.StartsWith(family, StringComparison.Ordinal))
        ? ($"https://fal.ai/models/{endpoint}/llms.txt", "2026-11-20")
        : Pages.Where(page => endpoint.StartsWith(page.Endpoints, StringComparison.Ordinal)).Select(page => (page.Page, page.Read)).First();

    /// <summary>What of a body is not as documented: a field that is not there, or what it may not be.</summary>
    public static IEnumerable<string> Problems(string endpoint, JsonObject body)
    {
        var fields = Endpoints.GetValueOrDefault(endpoint) ?? throw new InvalidOperationException($"The input of {endpoint} is not written down here.");
        foreach (var (path, value) in Leaves(body, ""))
        {
            if (!fields.TryGetValue(path, out var form))
                yield return $"{path} is no field of {endpoint}: {Source(endpoint)}";
            else if (!Regex.IsMatch(value, form, RegexOptions.Singleline))
                yield return $"{path} of {endpoint} should be {form}, and is {value}: {Source(endpoint)}";
        }
    }

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(pair => Leaves(pair.Value, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}")),
        JsonArray items => items.SelectMany(item => Leaves(item, $"{path}[]")),
        _ => [(path, node?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null")],
    };

    private static Dictionary<string, string> With(IEnumerable<KeyValuePair<string, string>> fields, params (string Name, string Form)[] more)
    {
        Dictionary<string, string> all = new(fields);
        foreach (var (name, form) in more)
            all[name] = form;
        return all;
    }
}
