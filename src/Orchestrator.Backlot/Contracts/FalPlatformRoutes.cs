using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's platform API: the listing by which a lost submit is found again, prices, and how long files are kept.</summary>
internal sealed class FalPlatformRoutes(JournalStore journal, FaultGate faults, FalDoor door, FalPrivateFiles files, BacklotOptions options)
{
    private const int MostPrices = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/fal-platform").AddEndpointFilter(door.CheckAsync);
        group.MapGet("/v1/models/requests/by-endpoint", ListAsync);
        group.MapGet("/v1/meta", () => Results.Json(new { webhook_ip_ranges = (string[])["127.0.0.0/8"] }));
        group.MapGet("/v1/models/pricing", (Delegate)Prices);
        group.MapGet("/v1/storage/settings", () => View(FalSettings.Of(journal)));
        group.MapPut("/v1/storage/settings", (Delegate)SaveSettingsAsync);
        group.MapGet("/v1/storage/files/acl", (Delegate)files.Access);
        group.MapPost("/v1/storage/files/sign", (Delegate)files.SignAsync);
    }

    // One price an endpoint: that of its defaults.
    private static IResult Prices(HttpContext http)
    {
        var asked = http.Request.Query["endpoint_id"].SelectMany(said => said?.Split(',') ?? []).Where(id => id.Length > 0).Distinct().ToList();
        if (asked.Count is < 1 or > MostPrices)
            return Bad($"endpoint_id should name 1 to {MostPrices} endpoints");
        var found = asked.Select(FalEndpoints.Find).OfType<FalEndpoint>().ToList();
        return found.Count < asked.Count
            ? Results.Json(new { error = new { type = "not_found", message = $"Endpoint not found: {asked.First(id => FalEndpoints.Find(id) is null)}" } }, statusCode: 404)
            : Results.Json(new { prices = found.Select(Price), next_cursor = (string?)null, has_more = false });
    }

    private static object Price(FalEndpoint endpoint)
    {
        var plain = new FalInput([], null, null);
        return new { endpoint_id = endpoint.Id, unit_price = endpoint.UnitPrice(plain) / 1_000_000m, unit = endpoint.Draws ? "images" : "seconds", currency = "USD" };
    }

    private async Task<IResult> SaveSettingsAsync(HttpContext http)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        var seconds = VendorDesk.Number(body, "expiration_duration_seconds");
        if (body?.ContainsKey("expiration_duration_seconds") != true || (body["expiration_duration_seconds"] is not null && seconds is not > 0))
            return Bad("expiration_duration_seconds should be a number of seconds, or null");
        var settings = new FalSettings(seconds);
        settings.Keep(journal);
        return View(settings);
    }

    private static IResult View(FalSettings settings) => Results.Json(new { expiration_duration_seconds = settings.ExpirationDurationSeconds });

    private async Task<IResult> ListAsync(
        HttpContext http, string? endpoint_id, DateTimeOffset? start, DateTimeOffset? end, string? status, string? request_id, int? limit, string? cursor, string? expand, string? sort_by)
    {
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Listing, endpoint_id ?? "")))
            return Results.Empty;
        if (string.IsNullOrEmpty(endpoint_id))
            return Bad("endpoint_id is required");
        if (limit is < 1 or > 100)
            return Bad("limit should be between 1 and 100");
        if (status is not (null or "success" or "error" or "user_error"))
            return Bad("status should be success, error or user_error");
        if (sort_by is not (null or "ended_at" or "duration"))
            return Bad("sort_by should be ended_at or duration");

        var to = end ?? options.TimeProvider.GetUtcNow();
        var matching = journal.ByEndpoint(endpoint_id, start ?? to.AddHours(-24), to)
            .Where(j => j.StoreIo && (request_id is null || j.RequestId == request_id) && (status is null || StatusOf(j) == status))
            .ToList();
        if (sort_by == "duration")
            matching = [.. matching.OrderByDescending(j => j.EndedAt - j.StartedAt)];
        var from = cursor is null ? 0 : Math.Max(0, matching.FindIndex(j => j.RequestId == cursor) + 1);
        var page = matching.Skip(from).Take(limit ?? 50).ToList();
        var more = from + page.Count < matching.Count;
        var payloads = expand?.Split(',').Contains("payloads") == true;
        return Results.Json(new { items = page.Select(j => Item(http, j, payloads)), next_cursor = more ? page[^1].RequestId : null, has_more = more });
    }

    private static string? StatusOf(Job job) => job switch
    {
        { Status: JobStatus.Completed } => "success",
        { Error.Status: >= 400 and < 500 } => "user_error",
        { Status: JobStatus.Failed } => "error",
        { Status: JobStatus.Cancelled } => "user_error",
        _ => null,
    };

    private JsonObject Item(HttpContext http, Job job, bool payloads)
    {
        var item = new JsonObject
        {
            ["request_id"] = job.RequestId,
            ["endpoint_id"] = job.Endpoint,
            ["sent_at"] = job.AcceptedAt,
            ["started_at"] = job.StartedAt,
            ["ended_at"] = job.EndedAt,
            ["status"] = StatusOf(job) ?? (job.Status == JobStatus.InProgress ? "in_progress" : "in_queue"),
            ["status_code"] = job.IsOver ? job.Error?.Status ?? (job.Status == JobStatus.Cancelled ? 499 : 200) : null,
            ["duration"] = job is { StartedAt: { } from, EndedAt: { } to } ? (to - from).TotalSeconds : null,
        };
        if (!payloads)
            return item;
        item["json_input"] = JsonNode.Parse(journal.InputOf(job.RequestId));
        item["json_output"] = job.Status == JobStatus.Completed
            ? FalOutput.Of(job, $"{http.Request.Scheme}://{http.Request.Host}")
            : null;
        return item;
    }

    private static IResult Bad(string message)
        => Results.Json(new { error = new { type = "validation_error", message } }, statusCode: 400);
}
