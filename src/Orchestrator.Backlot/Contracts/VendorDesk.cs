using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Webhooks;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What every provider's routes stand on: the journal, the counter, the queue, the shelves and the faults.</summary>
internal sealed class VendorDesk(JournalStore journal, Counter counter, RenderQueue queue, MediaShelf shelf, SourceShelf sources, StartFrames starts, ReferencePictures references, ITakeRenderer renderer, FaultGate faults, WebhookPost post, MediaServer media, BacklotOptions options)
{
    /// <summary>How answers are written: what is empty is left out.</summary>
    public static JsonSerializerOptions Json { get; } = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public JournalStore Journal => journal;

    public RenderQueue Queue => queue;

    public SourceShelf Sources => sources;

    public FaultGate Faults => faults;

    public Counter Counter => counter;

    public ITakeRenderer Renderer => renderer;

    public BacklotOptions Options => options;

    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public static string Host(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>The token of `Authorization: Bearer …`; empty for none.</summary>
    public static string Bearer(HttpContext http)
        => http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..].Trim() : "";

    /// <summary>Whether a key is let in: any that is not blank, unless the options name them.</summary>
    public bool Admits(string key) => key.Length > 0 && (options.Keys.Count == 0 || options.Keys.Contains(key));

    public static Task AnswerAsync(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body as string ?? JsonSerializer.Serialize(body, Json), http.RequestAborted);
    }

    /// <summary>Takes an order, unless its answer is to be lost; null when the client has its answer already.</summary>
    public async Task<Job?> AcceptAsync(HttpContext http, VideoSale sale, RequestBody body, FaultRule? fault, JobError? error = null, IReadOnlyList<string>? ignored = null)
    {
        if (sale.Order is { } plain && await CastAsync(sale.References, http.RequestAborted) is { Count: > 0 } cast)
            sale = sale with { Order = plain with { Cast = cast } };
        if (sale is { Order: { } order, Start: { Length: > 0 } start })
            sale = sale with { Order = await starts.BeginAsync(order, start, http.RequestAborted) };
        if (sale is { Order: { Edit: null } open, End: { Length: > 0 } end } && shelf.Keep(end.Contains(':', StringComparison.Ordinal) ? end : "data:image/png;base64," + end) is { } last)
            sale = sale with { Order = open with { End = last } };
        var job = counter.AcceptVideo(sale with { Origin = Host(http) }, body, FaultGate.AttemptOf(http), fault, error);
        if (job.Order?.GoesOn is { } onward)
            journal.Note("goes on", job.RequestId, new { from_frame = onward.Frame, of = onward.WordsAlone ? "its own words" : onward.Of.Endpoint });
        if (ignored is { Count: > 0 })
            journal.Note("unknown fields ignored", job.RequestId, ignored);
        if (fault?.Action == FaultAction.AnswerAfterWebhook)
            await AnnouncedAsync(job);
        return await faults.StrikeAfterAsync(http, fault) ? null : job;
    }

    /// <summary>What reference pictures show of their subjects.</summary>
    public Task<IReadOnlyList<Likeness>> CastAsync(IEnumerable<string> pictures, CancellationToken cancellation) => references.ReadAsync(pictures, cancellation);

    /// <summary>Returns when a job is over and everybody who wanted to know has been told.</summary>
    public async Task AnnouncedAsync(Job job)
    {
        await OverAsync(job);
        await post.SentAsync(job.RequestId);
    }

    /// <summary>The job when it is over.</summary>
    public async Task<Job> OverAsync(Job job, CancellationToken aborted = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(faults.Stopping, aborted);
        while (journal.Find(job.RequestId) is { } now)
        {
            if (now.IsOver)
                return now;
            queue.Asked(now);
            await journal.ChangedAsync(either.Token);
        }

        return job;
    }

    /// <summary>Answers with the state of a job, which was thereby asked for.</summary>
    public async Task TellAsync(HttpContext http, Job job, object view)
    {
        await AnswerAsync(http, 200, view);
        queue.Polled(job);
    }

    /// <summary>A finished file; null when there is none.</summary>
    public byte[]? Bytes(string? file) => file is not null && shelf.Find(file) is { } path ? File.ReadAllBytes(path) : null;

    /// <summary>Keeps a body as it comes, under an id of the shelf.</summary>
    public async Task StoreAsync(HttpContext http, string id, Stream? body = null)
    {
        // Whole or not at all.
        var part = shelf.UploadPath($".{Guid.NewGuid():N}");
        await using (var file = File.Create(part))
            await (body ?? http.Request.Body).CopyToAsync(file, http.RequestAborted);
        File.Move(part, shelf.UploadPath(id), overwrite: true);
    }

    /// <summary>Looks whether a call is struck by a fault.</summary>
    public async Task<(bool Struck, FaultRule? Fault)> MeetAsync(HttpContext http, string provider, FaultRoute route, string endpoint, string prompt = "")
    {
        var fault = faults.Meet(http, provider, route, endpoint, prompt);
        return (await faults.StrikeBeforeAsync(http, fault), fault);
    }

    /// <summary>Looks whether the cancelling of a job is struck by a fault; by one of them the job is over first.</summary>
    public async Task<bool> MeetCancelAsync(HttpContext http, string provider, string id)
    {
        var job = journal.Find(id);
        var (struck, fault) = await MeetAsync(http, provider, FaultRoute.Cancel, job?.Endpoint ?? "");
        if (!struck && job is not null && fault?.Action == FaultAction.CancelTooLate)
            await OverAsync(job, http.RequestAborted);
        return struck;
    }

    /// <summary>Width and height of a clip, within the Backlot's limits.</summary>
    public (int Width, int Height) Shape(double ratio, int shortSide, ImageHeader? start)
        => FrameShape.Of(ratio, shortSide, options.FollowStartFrame && start is not null ? Math.Min(options.MaxHeight, start.Height) : options.MaxHeight);

    /// <summary>Header of a picture in base 64, or at an address of this server, or in a data URI; null for what is none.</summary>
    public ImageHeader? Picture(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return shelf.Load(text) is { } loaded ? ImageHeader.Read(loaded) : null;
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? ImageHeader.Read(bytes.AsSpan(0, length)) : null;
    }

    /// <summary>Serves a finished file.</summary>
    public Task ServeAsync(HttpContext http, string file, FaultRule? fault) => media.ServeAsync(http, file, fault);

    /// <summary>Serves a small picture of a finished clip.</summary>
    public async Task PreviewAsync(HttpContext http, string file, bool sheet, double seconds)
    {
        var (picture, type) = await VideoPreviews.MakeAsync(options.FfmpegPath, shelf.Find(file)!, sheet, seconds, http.RequestAborted);
        await Results.Bytes(picture, type).ExecuteAsync(http);
    }

    /// <summary>Whether moderation lets a prompt pass.</summary>
    public bool Forbids(string prompt) => options.ForbiddenWords.Any(word => prompt.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static string Text(JsonNode? node, string field, string otherwise = "")
        => node is JsonObject body && body[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : otherwise;

    /// <summary>Where a body wants its end announced; null for nowhere.</summary>
    public static IReadOnlyList<string>? Callback(JsonObject? body)
        => Uri.TryCreate(Text(body, "callback_url"), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? [address.ToString()] : null;

    public static bool? Flag(JsonNode? node, string field)
        => node is JsonObject body && body[field] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static double? Number(JsonNode? node, string field)
        => node is JsonObject body && body[field] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;
}
