using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>Writes a take's request as one endpoint's input, and recognises it again in a listing.</summary>
internal static class FalInput
{
    /// <summary>The body to post.</summary>
    /// <param name="request">The request.</param>
    /// <param name="row">The endpoint.</param>
    /// <param name="address">Where fal finds an asset: a data URI or an address.</param>
    public static JsonObject Write(TakeRequest request, ModelRow row, Func<AssetRef, string> address)
    {
        var input = row.Input;
        var body = new JsonObject { ["prompt"] = PromptCompiler.Video(request, row) };
        if (input.Image is { } image)
            body[image] = address(request.StartFrame);
        if (input.EndImage is { } end && request.EndFrame is { } last)
            body[end] = address(last);
        if (input.Duration is { } duration)
            WriteDuration(body, duration, request.Seconds);
        if (input.Sound is { } sound)
            body[sound] = request.Fields.Audio.Description is not null;
        if (input.Seed is { } seed)
            body[seed] = Seed(request.Seed);
        if (input.Lines is { } size && row.LinesFor(request.Size) is { } lines)
            body[size] = lines == 2160 && !row.Endpoint.Contains("ltx", StringComparison.Ordinal) ? "4k" : $"{lines}p";
        if (input.Aspect is { } aspect)
            body[aspect] = request.Size.AspectRatio();
        foreach (var (name, value) in input.Fixed)
            body[name] = JsonSerializer.SerializeToNode(value);
        FalForms.Complete(body, request, row, address);
        return body;
    }

    /// <summary>Why a request cannot be written for an endpoint; null when it can. Nothing is sent that is known to be refused.</summary>
    public static string? Problem(TakeRequest request, ModelRow row) => FalForms.Problem(request, row) ?? RequestPayload.Problem(request, row);

    /// <summary>The assets that a request's input names.</summary>
    public static IReadOnlyList<AssetRef> Assets(TakeRequest request, ModelRow row)
    {
        List<AssetRef> assets = [];
        Write(request, row, asset =>
        {
            assets.Add(asset);
            return "";
        });
        return [.. assets.Distinct()];
    }

    /// <summary>Whether a listed input is this request's. Media is left out: hosts rewrite its addresses.</summary>
    public static bool Matches(JsonElement listed, TakeRequest request, ModelRow row)
    {
        var wanted = Write(request, row, _ => "");
        return listed.ValueKind == JsonValueKind.Object && wanted.Where(pair => !IsMedia(pair.Key)).All(pair =>
            listed.TryGetProperty(pair.Key, out var value) && JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), pair.Value));
    }

    // A brief's seed may be larger than what some of the endpoints take.
    private static long Seed(long seed) => seed & int.MaxValue;

    private static bool IsMedia(string name) =>
        name.EndsWith("_url", StringComparison.Ordinal) || name.EndsWith("_urls", StringComparison.Ordinal) || name == "elements";

    private static void WriteDuration(JsonObject body, string form, int seconds)
    {
        if (form == "number")
        {
            body["duration"] = seconds;
        }
        else if (form.StartsWith("frames at ", StringComparison.Ordinal))
        {
            var rate = int.Parse(form["frames at ".Length..], CultureInfo.InvariantCulture);
            // The first frame is the start frame itself.
            body["num_frames"] = seconds * rate + 1;
            body["frames_per_second"] = rate;
        }
        else
        {
            body["duration"] = string.Format(CultureInfo.InvariantCulture, form, seconds);
        }
    }
}
