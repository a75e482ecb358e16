using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The CDN: files by id, whole or by range, without a key.</summary>
internal sealed class CdnRoutes(JournalStore journal, MediaServer media, FaultGate faults, FalPrivateFiles files)
{
    public void Map(IEndpointRouteBuilder routes)
        => routes.MapMethods("/files/{id}", ["GET", "HEAD"], ServeAsync);

    private async Task ServeAsync(HttpContext http, string id)
    {
        // A key on the CDN is a leak; the journal remembers it so that a test can say so.
        if (http.Request.Headers.Authorization.Count > 0 || http.Request.Headers["x-goog-api-key"].Count > 0)
            journal.Note("credential sent to the CDN", null, new { id });
        var job = journal.Find(Path.GetFileNameWithoutExtension(id));
        var rule = faults.Meet(http, job?.Provider ?? "fal", FaultRoute.Media, job?.Endpoint ?? "");
        if (await faults.StrikeBeforeAsync(http, rule))
            return;
        if (files.IsOpen(http.Request, id))
            await media.ServeAsync(http, id, rule);
        else
            await Results.Json(new { detail = "Access to the file is denied" }, statusCode: 403).ExecuteAsync(http);
    }
}
