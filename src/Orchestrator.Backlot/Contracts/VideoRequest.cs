using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A request of OpenAI's Videos, whether it came as JSON or as a form with files.</summary>
/// <param name="Whole">As JSON; a file is its hash in it.</param>
/// <param name="Files">The files by their fields, as data URIs.</param>
internal sealed record VideoRequest(RequestBody Whole, IReadOnlyDictionary<string, string> Files)
{
    public JsonObject? Body => Whole.Json;

    /// <summary>The start picture: a file, or the address that an object names; null for none.</summary>
    public string? Picture => Files.GetValueOrDefault("input_reference") ?? (VendorDesk.Text(Body?["input_reference"], "image_url") is { Length: > 0 } address ? address : null);

    /// <summary>The id of the video that is worked on; empty where a file was sent.</summary>
    public string VideoId => VendorDesk.Text(Body?["video"], "id");

    /// <summary>The file of the video that is worked on; null where it is named by its id.</summary>
    public string? Video => Files.GetValueOrDefault("video");

    public string Text(string field, string otherwise = "") => VendorDesk.Text(Body, field, otherwise);

    public static async Task<VideoRequest> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return new(await RequestBody.ReadAsync(http), new Dictionary<string, string>());
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var body = new JsonObject();
        // An object comes as one field for each of its members, or as a text of JSON.
        foreach (var (name, value) in form)
        {
            if (name.Split('[', ']') is [var whole, var member, ""])
                (body[whole] as JsonObject ?? (JsonObject)(body[whole] = new JsonObject()))[member] = value.ToString();
            else
                body[name] = name is "video" or "input_reference" ? Parsed(value.ToString()) : value.ToString();
        }

        var files = new Dictionary<string, string>();
        foreach (var file in form.Files)
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, http.RequestAborted);
            files[file.Name] = $"data:{file.ContentType};base64,{Convert.ToBase64String(copy.ToArray())}";
            body[file.Name] = Convert.ToHexStringLower(SHA256.HashData(copy.ToArray()));
        }

        return new(RequestBody.Of(body), files);
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
