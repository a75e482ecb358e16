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

        var type = journal.UploadType(id) ?? (id.EndsWith(".mp4", StringComparison.Ordinal) ? "video/mp4" : "application/octet-stream");
        var length = new FileInfo(path).Length;
        var tag = new EntityTagHeaderValue($"\"{id}-{length}\"");
        switch (action)
        {
            case FaultAction.TruncatedMedia:
                return Results.Bytes((await File.ReadAllBytesAsync(path, http.RequestAborted))[..(int)(length / 2)], type, entityTag: tag);
            case FaultAction.InterruptedMedia:
                await InterruptAsync(http, path, type, length);
                return Results.Empty;
            default:
                return Results.File(path, type, entityTag: tag, lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true);
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
