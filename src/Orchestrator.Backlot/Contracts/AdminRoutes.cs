using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The Backlot's own pages: health, ledger, journal, faults, reset.</summary>
internal sealed class AdminRoutes(JournalStore journal, MediaShelf shelf, FaultDesk desk)
{
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
        group.MapPost("/reset", Reset);
    }

    private object Ledger()
    {
        var rows = journal.All().Select(j => new
        {
            time = j.AcceptedAt, j.Provider, j.Endpoint, j.RequestHash, j.RequestId, j.AttemptId, j.Status, j.Units,
            ChargedMicroUsd = j.ChargedMicroUsd, RefundedMicroUsd = j.RefundedMicroUsd,
        }).ToList();
        return new { rows, total_micro_usd = rows.Sum(r => r.ChargedMicroUsd - r.RefundedMicroUsd) };
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

    private IResult Reset()
    {
        if (journal.All().Any(j => j.Status == JobStatus.InProgress && j.Fault is null))
            return Results.Json(new { error = "A job is rendering; wait for it or cancel it, then reset." }, statusCode: 409);
        desk.Clear();
        journal.Reset();
        shelf.Reset();
        return Results.Ok();
    }
}
