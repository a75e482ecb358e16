using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Webhooks;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// fal's storage, by both ways (a token and an upload, whole or in parts; or an announcement and a put), and the keys of its
/// webhooks. The address that an input gets is the CDN's.
/// </summary>
internal sealed class FalRestRoutes(JournalStore journal, MediaShelf shelf, FalLetters letters, FaultGate faults, FalDoor door, TimeProvider clock)
{
    private const string TokenType = "Bearer";
    private readonly Lazy<string> uploadToken = new(() => Base64UrlTextEncoder.Encode(letters.Signer.Sign("upload"u8.ToArray())));

    public void Map(IEndpointRouteBuilder routes)
    {
        var keyed = routes.MapGroup("/fal-rest").AddEndpointFilter(door.CheckAsync);
        keyed.MapPost("/storage/upload/initiate", (Delegate)InitiateAsync);
        keyed.MapPost("/storage/upload/initiate-multipart", (Delegate)InitiatePartsAsync);
        keyed.MapPost("/storage/auth/token", (Delegate)TokenAsync);
        routes.MapGet("/fal-rest/.well-known/jwks.json", Keys);
        routes.MapPost("/fal-cdn/files/upload", (Delegate)UploadAsync);
        routes.MapPost("/fal-cdn/files/upload/multipart", OpenParts);
        routes.MapPut("/files/{id}/multipart/{upload}/{number:int}", PartAsync);
        routes.MapPost("/files/{id}/multipart/{upload}/complete", CompleteAsync);
        // The put targets are signed addresses in the real service: they take no key.
        routes.MapPut("/uploads/{id}", PutAsync);
        routes.MapPut("/uploads/{id}/{upload}/{number:int}", PutPartAsync);
        routes.MapPost("/uploads/{id}/{upload}/complete", JoinPartsAsync);
    }

    private IResult Keys() => Results.Json(new
    {
        keys = new[] { new { kty = "OKP", crv = "Ed25519", alg = "EdDSA", use = "sig", kid = "backlot", x = Base64UrlTextEncoder.Encode(letters.Signer.PublicKey) } },
    });

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Upload)))
            return Results.Empty;
        if (http.Request.Query["storage_type"] != "fal-cdn-v3")
            return Results.Json(new { detail = "storage_type should be fal-cdn-v3" }, statusCode: 422);
        return Results.Json(new { token = UploadToken(), token_type = TokenType, base_url = $"{Host(http)}/fal-cdn", expires_at = clock.GetUtcNow().AddHours(1) });
    }

    private async Task<IResult> UploadAsync(HttpContext http)
    {
        if (!HasToken(http))
            return Results.Json(new { detail = "An upload token is required" }, statusCode: 401);
        var id = Announce(http.Request.ContentType ?? "application/octet-stream", http.Request.Headers["X-Fal-File-Name"].ToString());
        await SaveAsync(http, id);
        return Results.Json(new { access_url = $"{Host(http)}/files/{id}" });
    }

    private IResult OpenParts(HttpContext http)
    {
        if (!HasToken(http))
            return Results.Json(new { detail = "An upload token is required" }, statusCode: 401);
        var id = Announce(http.Request.ContentType ?? "application/octet-stream", http.Request.Headers["X-Fal-File-Name"].ToString());
        return Results.Json(new { access_url = $"{Host(http)}/files/{id}", uploadId = Guid.NewGuid().ToString("N") });
    }

    private Task<IResult> PartAsync(HttpContext http, string id, string upload, int number)
        => HasToken(http) ? PutPartAsync(http, id, upload, number) : Task.FromResult(Unknown);

    private Task<IResult> CompleteAsync(HttpContext http, string id, string upload)
        => HasToken(http) ? JoinPartsAsync(http, id, upload) : Task.FromResult(Unknown);

    // Its tag is told twice: one client reads the header, another the body.
    private async Task<IResult> PutPartAsync(HttpContext http, string id, string upload, int number)
    {
        if (journal.UploadType(id) is null || !Guid.TryParse(upload, out _))
            return Unknown;
        await using (var file = File.Create(Part(id, upload, number)))
            await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        http.Response.Headers.ETag = Tag(id, upload, number);
        return Results.Json(new { partNumber = number, etag = Tag(id, upload, number) });
    }

    private async Task<IResult> JoinPartsAsync(HttpContext http, string id, string upload)
    {
        if (journal.UploadType(id) is null || !Guid.TryParse(upload, out _))
            return Unknown;
        var parts = (await RequestBody.ReadAsync(http)).Json?["parts"] as JsonArray ?? [];
        var numbers = parts.OfType<JsonObject>().Select(part => (Number: part["partNumber"]?.GetValue<int>() ?? 0, Tag: part["etag"]?.ToString())).ToList();
        if (numbers.Count == 0 || numbers.Any(part => !File.Exists(Part(id, upload, part.Number)) || part.Tag != Tag(id, upload, part.Number)))
            return Results.Json(new { detail = "Parts and tags should be those that were put" }, statusCode: 422);
        await JoinAsync(id, [.. numbers.Select(part => Part(id, upload, part.Number))]);
        return Results.Json(new { access_url = $"{Host(http)}/files/{id}" });
    }

    private async Task JoinAsync(string id, List<string> parts)
    {
        var whole = shelf.UploadPath("." + id);
        await using (var file = File.Create(whole))
        {
            foreach (var part in parts)
            {
                await using (var piece = File.OpenRead(part))
                    await piece.CopyToAsync(file);
                File.Delete(part);
            }
        }

        File.Move(whole, shelf.UploadPath(id), overwrite: true);
    }

    private Task<IResult> InitiateAsync(HttpContext http) => AnnouncedAsync(http, id => $"uploads/{id}");

    private Task<IResult> InitiatePartsAsync(HttpContext http) => AnnouncedAsync(http, id => $"uploads/{id}/{Guid.NewGuid():N}");

    private async Task<IResult> AnnouncedAsync(HttpContext http, Func<string, string> target)
    {
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Upload)))
            return Results.Empty;
        if (http.Request.Query["storage_type"].ToString() is not ("" or "gcs" or "fal-cdn-v3"))
            return Results.Json(new { detail = "storage_type should be gcs or fal-cdn-v3" }, statusCode: 422);
        var (_, body) = await RequestBody.ReadAsync(http);
        if (body?["file_name"]?.GetValueKind() != JsonValueKind.String || body["content_type"]?.GetValueKind() != JsonValueKind.String)
            return Results.Text(FalProblem.Body([new FalProblem("file_name", "missing", "file_name and content_type are required texts")], null), "application/json", statusCode: 422);
        var id = Announce(body["content_type"]!.GetValue<string>(), body["file_name"]!.GetValue<string>());
        return Results.Json(new { upload_url = $"{Host(http)}/{target(id)}", file_url = $"{Host(http)}/files/{id}" });
    }

    private async Task<IResult> PutAsync(HttpContext http, string id)
    {
        if (journal.UploadType(id) is null)
            return Unknown;
        await SaveAsync(http, id);
        return Results.Ok();
    }

    private string Announce(string contentType, string name)
    {
        var extension = Path.GetExtension(name) is { Length: > 1 and < 6 } e && e.Skip(1).All(char.IsAsciiLetterOrDigit) ? e : "";
        var id = Guid.NewGuid().ToString("N") + extension;
        journal.SaveUpload(id, contentType, name);
        return id;
    }

    private async Task SaveAsync(HttpContext http, string id)
    {
        var part = shelf.UploadPath("." + id);
        await using (var file = File.Create(part))
            await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        File.Move(part, shelf.UploadPath(id), overwrite: true);
    }

    private static IResult Unknown => Results.Json(new { detail = "No such upload" }, statusCode: 404);

    private string UploadToken() => uploadToken.Value;

    private bool HasToken(HttpContext http) => http.Request.Headers.Authorization == $"{TokenType} {UploadToken()}";

    private string Part(string id, string upload, int number) => shelf.UploadPath($".{id}.{upload}.{number}");

    private static string Tag(string id, string upload, int number) => $"\"{id}-{upload}-{number}\"";

    private static string Host(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";
}
