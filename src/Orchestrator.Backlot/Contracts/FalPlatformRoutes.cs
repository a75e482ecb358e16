using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's platform API: the listing by which a lost submit is found again.</summary>
internal sealed class FalPlatformRoutes(JournalStore journal, FaultGate faults, FalDoor door, BacklotOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/fal-platform").AddEndpointFilter(door.CheckAsync);
        group.MapGet("/v1/models/requests/by-endpoint", ListAsync);
        group.MapGet("/v1/meta", () => Results.Json(new { webhook_ip_ranges = (string[])["127.0.0.0/8"] }));
        // Nothing expires here, as with an account that never saved its settings.
        group.MapGet("/v1/storage/settings", () => Results.Json(new { expiration_duration_seconds = (long?)null }));
    }

    private async Task<IResult> ListAsync(
        HttpContext http, string? endpoint_id, DateTimeOffset? start, DateTimeOffset? end, string? status, string? request_id, int? limit, string? cursor, string? expand)
    {
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Listing, endpoint_id ?? "")))
            return Results.Empty;
        if (string.IsNullOrEmpty(endpoint_id))
            return Bad("endpoint_id is required");
        if (limit is < 1 or > 100)
            return Bad("limit should be between 1 and 100");
        if (status is not (null or "success" or "error" or "user_error"))
            return Bad("status should be success, error or user_error");

        var to = end ?? options.TimeProvider.GetUtcNow();
        var matching = journal.ByEndpoint(endpoint_id, start ?? to.AddHours(-24), to)
            .Where(j => j.StoreIo && (request_id is null || j.RequestId == request_id) && (status is null || StatusOf(j) == status))
            .ToList();
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
