using Microsoft.Net.Http.Headers;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The CDN: files by id, whole or by range, without a key.</summary>
internal sealed class CdnRoutes(JournalStore journal, MediaShelf shelf, FaultGate faults)
{
    public void Map(IEndpointRouteBuilder routes)
        => routes.MapMethods("/files/{id}", ["GET", "HEAD"], ServeAsync);

    private async Task<IResult> ServeAsync(HttpContext http, string id)
    {
        // A key on the CDN is a leak; the journal remembers it so that a test can say so.
        if (http.Request.Headers.Authorization.Count > 0)
            journal.Note("credential sent to the CDN", null, new { id });
        var job = journal.Find(Path.GetFileNameWithoutExtension(id));
        var rule = faults.Meet(http, "fal", FaultRoute.Media, job?.Endpoint ?? "");
        if (await faults.StrikeBeforeAsync(http, rule))
            return Results.Empty;
        var action = rule?.Action ?? job?.Fault?.Action;
        if (shelf.Find(id) is not { } path || action == FaultAction.ExpiredMedia)
            return Results.Json(new { detail = "File not found or expired" }, statusCode: 404);

        var type = journal.UploadType(id) ?? Path.GetExtension(id) switch { ".mp4" => "video/mp4", ".png" => "image/png", _ => "application/octet-stream" };
        var length = new FileInfo(path).Length;
        var tag = new EntityTagHeaderValue($"\"{id}-{length}\"");
        switch (action)
        {
            case FaultAction.TruncatedMedia:
                return Results.Bytes((await File.ReadAllBytesAsync(path, http.RequestAborted))[..(int)(length / 2)], type, entityTag: tag);
            case FaultAction.SlowMedia:
                await TrickleAsync(http, path, type, length);
                return Results.Empty;
            case FaultAction.InterruptedMedia:
                await InterruptAsync(http, path, type, length);
                return Results.Empty;
            default:
                return Results.File(path, type, entityTag: tag, lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true);
        }
    }

    private static async Task TrickleAsync(HttpContext http, string path, string type, long length)
    {
        const int Sip = 1024;
        http.Response.ContentType = type;
        http.Response.ContentLength = length;
        var bytes = await File.ReadAllBytesAsync(path, http.RequestAborted);
        for (var at = 0; at < bytes.Length; at += Sip)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(at, Math.Min(Sip, bytes.Length - at)), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private static async Task InterruptAsync(HttpContext http, string path, string type, long length)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = length;
        await http.Response.Body.WriteAsync((await File.ReadAllBytesAsync(path, http.RequestAborted)).AsMemory(0, (int)(length / 2)), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }
}
