using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Runway's ephemeral uploads: an address to post a form to, and the name by which requests know what was posted.</summary>
internal sealed class RunwayUploads(VendorDesk desk)
{
    private const string Scheme = "runway://";

    private static readonly string[] Fields = ["promptImage", "videoUri"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runway/v1/uploads", AskAsync);
        routes.MapPost("/runway/uploads/{id}", PostAsync);
    }

    /// <summary>Reads what a body names by <c>runway://</c> as the address of this server where it lies.</summary>
    public static void Open(HttpContext http, JsonObject? body)
    {
        foreach (var node in Fields.Select(field => (Node: (JsonNode?)body, Field: field)).Concat((body?["referenceImages"] as JsonArray ?? []).Select(reference => (Node: reference, Field: "uri"))))
        {
            if (node.Node is JsonObject holder && VendorDesk.Text(holder, node.Field) is { } text && text.StartsWith(Scheme, StringComparison.Ordinal))
                holder[node.Field] = $"{VendorDesk.Host(http)}/files/{text[Scheme.Length..]}";
        }
    }

    private async Task AskAsync(HttpContext http)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        if (!desk.Admits(VendorDesk.Bearer(http)))
            await VendorDesk.AnswerAsync(http, 401, new { error = "Invalid API key" });
        else if (VendorDesk.Text(body, "type") != "ephemeral" || VendorDesk.Text(body, "filename").Length == 0)
            await VendorDesk.AnswerAsync(http, 400, new { error = "type should be ephemeral, and filename a name" });
        else
        {
            var id = $"runway-{Guid.NewGuid():N}";
            await VendorDesk.AnswerAsync(http, 200, new { uploadUrl = $"{VendorDesk.Host(http)}/runway/uploads/{id}", fields = new Dictionary<string, string> { ["key"] = id }, runwayUri = Scheme + id });
        }
    }

    private async Task<IResult> PostAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["key"] != id || form.Files.GetFile("file") is not { } file)
            return Results.Json(new { error = "the form should hold the fields that were given, and then the file" }, statusCode: 400);
        await using var content = file.OpenReadStream();
        await desk.StoreAsync(http, id, content);
        return Results.NoContent();
    }
}
