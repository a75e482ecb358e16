using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's storage: inputs are announced, then put; the address they get is the CDN's.</summary>
internal sealed class FalRestRoutes(JournalStore journal, MediaShelf shelf, FaultGate faults, FalDoor door)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/fal-rest").AddEndpointFilter(door.CheckAsync).MapPost("/storage/upload/initiate", (Delegate)InitiateAsync);
        // The put target is a signed address in the real service: it takes no key.
        routes.MapPut("/uploads/{id}", PutAsync);
    }

    private async Task<IResult> InitiateAsync(HttpContext http)
    {
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Upload)))
            return Results.Empty;
        var body = await ReadAsync(http);
        if (body?["file_name"]?.GetValueKind() != JsonValueKind.String || body["content_type"]?.GetValueKind() != JsonValueKind.String)
            return Results.Text(FalProblem.Body([new FalProblem("file_name", "missing", "file_name and content_type are required texts")], null), "application/json", statusCode: 422);
        var name = body["file_name"]!.GetValue<string>();
        var extension = Path.GetExtension(name) is { Length: > 1 and < 6 } e && e.Skip(1).All(char.IsAsciiLetterOrDigit) ? e : "";
        var id = Guid.NewGuid().ToString("N") + extension;
        journal.SaveUpload(id, body["content_type"]!.GetValue<string>(), name);
        var host = $"{http.Request.Scheme}://{http.Request.Host}";
        return Results.Json(new { upload_url = $"{host}/uploads/{id}", file_url = $"{host}/files/{id}" });
    }

    private async Task<IResult> PutAsync(HttpContext http, string id)
    {
        if (journal.UploadType(id) is null)
            return Results.Json(new { detail = "No such upload" }, statusCode: 404);
        var part = shelf.UploadPath("." + id);
        await using (var file = File.Create(part))
            await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        File.Move(part, shelf.UploadPath(id), overwrite: true);
        return Results.Ok();
    }

    private static async Task<JsonObject?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
