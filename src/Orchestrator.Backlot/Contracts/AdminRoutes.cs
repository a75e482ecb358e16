using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Orchestrator.Backlot.Clock;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Webhooks;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The Backlot's own pages: health, ledger, journal, faults, clock, keys, reset.</summary>
internal sealed class AdminRoutes(JournalStore journal, MediaShelf shelf, FaultDesk desk, LotClock clock, FalLetters letters, WebhookPost post, RenderQueue queue, BacklotOptions options)
{
    private const double MostSeconds = 100.0 * 366 * 24 * 3600;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/_backlot");
        group.MapGet("/health", () => Results.Json(new { status = "ok", unfinished = journal.Unfinished().Count }));
        group.MapGet("/ledger", () => Results.Json(Ledger(), Json));
        group.MapGet("/journal", () => Results.Json(journal.Events().Select(e => new { e.Id, e.At, e.Kind, e.RequestId, detail = JsonNode.Parse(e.Detail) }), Json));
        group.MapGet("/faults", () => Results.Json(desk.Rules, Json));
        group.MapPost("/faults", (Delegate)AddFaultAsync);
        group.MapDelete("/faults", () => Removed(desk.Clear()));
        group.MapDelete("/faults/{id}", (string id) => Removed(desk.Remove(id) ? 1 : 0));
        group.MapGet("/clock", () => Told(clock.State));
        group.MapPost("/clock/set", (Delegate)SetClockAsync);
        group.MapPost("/clock/advance", (Delegate)AdvanceClockAsync);
        group.MapPost("/clock/stop", () => Kept(clock.Stop()));
        group.MapPost("/clock/run", () => Kept(clock.Run()));
        group.MapPost("/webhooks/rotate", RotateKeys);
        group.MapPost("/webhooks/flush", () => Results.Json(new { sent = post.Flush() }));
        group.MapPost("/mark", (Delegate)ReadMarkAsync);
        group.MapPost("/reset", Reset);
    }

    private object Ledger()
    {
        var jobs = journal.All();
        var rows = jobs.Select(j => new
        {
            time = j.AcceptedAt, ended = j.EndedAt, j.Provider, j.Endpoint, j.RequestHash, j.RequestId, j.AttemptId, j.Status, j.Units,
            ChargedMicroUsd = j.ChargedMicroUsd, RefundedMicroUsd = j.RefundedMicroUsd, Polls = queue.Polls(j.RequestId),
        }).ToList();
        return new { rows, total_micro_usd = rows.Sum(r => r.ChargedMicroUsd - r.RefundedMicroUsd), open_at_once = Peaks.Of(jobs) };
    }

    private async Task<IResult> AddFaultAsync(HttpContext http)
    {
        try
        {
            var rule = await JsonSerializer.DeserializeAsync<FaultRule>(http.Request.Body, Json, http.RequestAborted);
            return rule is null ? Results.BadRequest() : Results.Json(desk.Add(rule), Json, statusCode: 201);
        }
        catch (JsonException wrong)
        {
            return Results.Json(new { error = wrong.Message }, statusCode: 400);
        }
    }

    private IResult RotateKeys()
    {
        letters.Rotate();
        return Results.Ok();
    }

    private async Task<IResult> SetClockAsync(HttpContext http)
        => (await RequestBody.ReadAsync(http)).Json is { } body && DateTimeOffset.TryParse(VendorDesk.Text(body, "now"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var now)
            ? Kept(clock.Set(now))
            : Results.Json(new { error = "now should be an instant, as in {\"now\": \"2026-09-01T00:00:00Z\"}." }, statusCode: 400);

    private async Task<IResult> AdvanceClockAsync(HttpContext http)
        => (await RequestBody.ReadAsync(http)).Json is { } body && VendorDesk.Number(body, "seconds") is > 0 and <= MostSeconds and var seconds
            ? Kept(clock.Advance(TimeSpan.FromSeconds(seconds)))
            : Results.Json(new { error = "seconds should be a number above 0, as in {\"seconds\": 3600}." }, statusCode: 400);

    // A picture, or a clip, whose first frame is read.
    private async Task<IResult> ReadMarkAsync(HttpContext http)
    {
        var file = Path.Combine(shelf.MediaFolder, $".{Guid.NewGuid():N}.mark");
        try
        {
            await using (var stream = File.Create(file))
                await http.Request.Body.CopyToAsync(stream, http.RequestAborted);
            await using var film = await FilmReader.OpenAsync(options.FfmpegPath, file, http.RequestAborted);
            var frame = new byte[film?.Length ?? 0];
            if (film is null || !await film.ReadAsync(frame, http.RequestAborted) || RequestMark.Read(frame, film.Width, film.Height) is not { } digits)
                return Results.Json(new { error = "There is no mark in it." }, statusCode: 404);
            var jobs = journal.All().Where(job => job.RequestHash.StartsWith(digits, StringComparison.Ordinal)).Select(job => job.RequestId);
            return Results.Json(new { digits, RequestIds = jobs }, Json);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private IResult Kept(ClockState state)
    {
        journal.Keep(ClockState.Kept, "", state);
        journal.Note("clock", null, state);
        return Told(state);
    }

    private IResult Told(ClockState state) => Results.Json(new { now = clock.GetUtcNow(), running = state.StoppedAt is null, ahead_seconds = Math.Round(state.Ahead.TotalSeconds, 3) });

    private static IResult Removed(int rules) => rules > 0 ? Results.Json(new { removed = rules }) : Results.Json(new { error = "There is no such rule." }, statusCode: 404);

    private IResult Reset()
    {
        if (journal.All().Any(j => j.Status == JobStatus.InProgress && j.Fault is null))
            return Results.Json(new { error = "A job is rendering; wait for it or cancel it, then reset." }, statusCode: 409);
        desk.Clear();
        journal.Reset();
        clock.Restore(ClockState.Machine);
        shelf.Reset();
        return Results.Ok();
    }
}
