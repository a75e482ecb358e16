using Microsoft.Net.Http.Headers;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Sends files, whole or by range, as long as their provider keeps them, and in whatever state a scripted fault leaves them.</summary>
internal sealed class MediaServer(JournalStore journal, MediaShelf shelf, TimeProvider clock)
{
    // In the address of a file to which another one led.
    private const string Led = "led";

    private static readonly Dictionary<string, TimeSpan> Kept = new()
    {
        ["ark"] = TimeSpan.FromHours(24), ["runway"] = TimeSpan.FromHours(24), ["kling"] = TimeSpan.FromDays(30), ["gemini"] = TimeSpan.FromDays(2),
    };

    public async Task ServeAsync(HttpContext http, string id, FaultRule? rule)
    {
        var job = journal.Find(TakeRenderer.JobOf(Path.GetFileNameWithoutExtension(id)));
        if (IsExpired(job))
        {
            await Results.Json(new { detail = "The address has expired" }, statusCode: 403).ExecuteAsync(http);
            return;
        }

        var (action, status) = rule is null ? (job?.Fault?.Action, job?.Fault?.Status) : (rule.Action, rule.Status);
        if (shelf.Find(id) is not { } path || action == FaultAction.ExpiredMedia)
        {
            await Results.Json(new { detail = "File not found or expired" }, statusCode: status ?? 404).ExecuteAsync(http);
            return;
        }

        if (action == FaultAction.LoopedMedia || (action == FaultAction.RedirectedMedia && !http.Request.Query.ContainsKey(Led)))
        {
            http.Response.Redirect(Elsewhere(http.Request, loop: action == FaultAction.LoopedMedia));
            return;
        }

        var type = journal.UploadType(id) ?? Path.GetExtension(id) switch { ".mp4" => "video/mp4", ".png" => "image/png", _ => "application/octet-stream" };
        var length = new FileInfo(path).Length;
        var tag = new EntityTagHeaderValue($"\"{id}-{length}\"");
        if (http.Request.Headers.Range is [{ } range])
            journal.Note("range asked for", job?.RequestId, new { range });
        switch (action)
        {
            case FaultAction.TruncatedMedia:
                await Results.Bytes((await File.ReadAllBytesAsync(path, http.RequestAborted))[..(int)(length / 2)], type, entityTag: tag).ExecuteAsync(http);
                break;
            case FaultAction.CorruptMedia:
                await Results.Bytes([.. (await File.ReadAllBytesAsync(path, http.RequestAborted)).Select(part => (byte)(part ^ 0x5A))], type, entityTag: tag).ExecuteAsync(http);
                break;
            case FaultAction.EmptyMedia:
                await Results.Bytes([], type).ExecuteAsync(http);
                break;
            case FaultAction.WholeMedia:
                await Results.File(path, type, entityTag: tag).ExecuteAsync(http);
                break;
            case FaultAction.SlowMedia:
                await TrickleAsync(http, path, type, length, TimeSpan.FromSeconds(rule?.Pause ?? 0));
                break;
            case FaultAction.InterruptedMedia:
                await BreakOffAsync(http, path, type, tag, length, length / 2);
                break;
            case FaultAction.OverstatedMedia:
                await BreakOffAsync(http, path, type, tag, length + 1000, length);
                break;
            default:
                await Results.File(path, type, entityTag: tag, lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true).ExecuteAsync(http);
                break;
        }
    }

    private bool IsExpired(Job? job)
    {
        TimeSpan? kept = job?.KeepSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : job is not null && Kept.TryGetValue(job.Provider, out var usual) ? usual : null;
        return kept is { } time && job!.EndedAt is { } made && clock.GetUtcNow() - made >= time;
    }

    // A little at a time, with a pause before every sip but the first: the answer ends with its last byte, so that the next
    // question on the same connection does not wait behind a clock that may stand still.
    private async Task TrickleAsync(HttpContext http, string path, string type, long length, TimeSpan pause)
    {
        const int Sips = 16;
        var sip = (int)Math.Max(1, (length + Sips - 1) / Sips);
        http.Response.ContentType = type;
        http.Response.ContentLength = length;
        var bytes = await File.ReadAllBytesAsync(path, http.RequestAborted);
        for (var at = 0; at < bytes.Length; at += sip)
        {
            if (at > 0 && pause > TimeSpan.Zero)
                await Task.Delay(pause, clock, http.RequestAborted);
            await http.Response.Body.WriteAsync(bytes.AsMemory(at, Math.Min(sip, bytes.Length - at)), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    // This machine by its other name is another host to whoever looks where a key goes.
    private static string Elsewhere(HttpRequest request, bool loop) => loop
        ? $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}"
        : $"{request.Scheme}://{(request.Host.Host == "localhost" ? "127.0.0.1" : "localhost")}:{request.Host.Port}{request.Path}{request.QueryString.Add(Led, "1")}";

    private static async Task BreakOffAsync(HttpContext http, string path, string type, EntityTagHeaderValue tag, long promised, long sent)
    {
        http.Response.ContentType = type;
        http.Response.Headers.ETag = tag.ToString();
        http.Response.ContentLength = promised;
        await http.Response.Body.WriteAsync((await File.ReadAllBytesAsync(path, http.RequestAborted)).AsMemory(0, (int)sent), http.RequestAborted);
        // An answer that is shorter than it promised ends its connection, behind its last byte.
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
