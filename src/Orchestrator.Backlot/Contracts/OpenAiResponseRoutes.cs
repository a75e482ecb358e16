using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Writing;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// OpenAI's Responses, strict about schemas and charged by tokens: at once, as a stream, or in the background, where they wait in the
/// queue as films do and are asked for by their id.
/// </summary>
internal sealed class OpenAiResponseRoutes(VendorDesk desk, MediaShelf shelf, AnswerWriter writer)
{
    private const string Provider = "openai";
    private static readonly TimeSpan Stored = TimeSpan.FromDays(30);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in OpenAiDoor.Roots)
        {
            routes.MapPost(root + "/responses", AskAsync);
            routes.MapGet(root + "/responses/{id}", (HttpContext http, string id) => WithAsync(http, id, FaultRoute.Status, kept => TellAsync(http, kept)));
            routes.MapPost(root + "/responses/{id}/cancel", (HttpContext http, string id) => WithAsync(http, id, FaultRoute.Cancel, kept => CancelAsync(http, kept)));
            routes.MapDelete(root + "/responses/{id}", (HttpContext http, string id) => WithAsync(http, id, FaultRoute.Cancel, kept => DeleteAsync(http, kept)));
        }
    }

    private async Task AskAsync(HttpContext http)
    {
        OpenAiDoor.Number(http);
        var (whole, body) = await RequestBody.ReadAsync(http);
        if (!desk.Admits(OpenAiDoor.KeyOf(http)))
        {
            await OpenAiDoor.KeyErrorAsync(http);
            return;
        }

        var (request, problem) = ResponseRequest.Read(body, shelf.Load);
        if (request is { Previous: { } previous } asked)
            (request, problem) = Find(previous) is { } before ? (asked.After(before), problem) : (null, new(400, $"Previous response with id '{previous}' not found.", "previous_response_not_found", "previous_response_id"));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, VendorDesk.Text(body, "model"), request?.Text ?? "");
        if (struck)
            return;
        if (request is null)
            await ErrorAsync(http, problem!);
        else if (!TextPrice.IsSold(request.Model, OpenAiDoor.IsAzure(http)))
            await ErrorAsync(http, new(404, $"The model `{request.Model}` does not exist or you do not have access to it.", "model_not_found", "model"));
        else if (OpenAiDoor.IsAzure(http) && desk.Forbids(request.Text))
            await OpenAiDoor.FilteredAsync(http);
        else
            await SellAsync(http, request, whole, fault);
    }

    private async Task SellAsync(HttpContext http, ResponseRequest request, RequestBody whole, FaultRule? fault)
    {
        var answer = await writer.AnswerAsync(request, fault, http.RequestAborted);
        var sale = new AnswerSale(Provider, request.Model, $"resp_{Guid.NewGuid():N}", request.InputTokens + answer.Tokens, TextPrice.Of(request.Model).MicroUsd(request.InputTokens, answer.Tokens));
        var kept = new StoredResponse(sale.RequestId, request.Model, request.Text, answer, request.InputTokens, request.Background, request.Previous, request.Metadata, desk.Now);
        if (request.Store)
            desk.Journal.Keep(StoredResponse.Kind, kept.Id, kept);
        var job = desk.Counter.AcceptAnswer(sale, whole, FaultGate.AttemptOf(http), fault, request.Background);
        if (await desk.Faults.StrikeAfterAsync(http, fault))
            return;
        if (request.Stream)
            await StreamAsync(http, kept, after: -1);
        else
            await VendorDesk.AnswerAsync(http, 200, kept.View(request.Background ? JobStatus.InQueue : job.Status));
    }

    private async Task TellAsync(HttpContext http, StoredResponse kept)
    {
        if (http.Request.Query["stream"] != "true")
            await desk.TellAsync(http, Job(kept), kept.View(Job(kept).Status));
        else if (kept.Background)
            await StreamAsync(http, kept, int.TryParse(http.Request.Query["starting_after"], out var after) ? after : -1);
        else
            await OpenAiDoor.ErrorAsync(http, 400, "Only a response that runs in the background can be streamed again.", "invalid_value", "stream");
    }

    private async Task StreamAsync(HttpContext http, StoredResponse kept, int after)
    {
        http.Response.ContentType = "text/event-stream";
        var number = 0;
        foreach (var said in ResponseEvents.Opening(kept))
            await SendAsync(http, said, number++, after);
        var job = await desk.OverAsync(Job(kept), http.RequestAborted);
        foreach (var said in ResponseEvents.Rest(kept, job.Status))
            await SendAsync(http, said, number++, after);
    }

    private static async Task SendAsync(HttpContext http, System.Text.Json.Nodes.JsonObject said, int number, int after)
    {
        if (number <= after)
            return;
        said["sequence_number"] = number;
        await http.Response.WriteAsync($"event: {said["type"]}\ndata: {said.ToJsonString()}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private async Task CancelAsync(HttpContext http, StoredResponse kept)
    {
        if (!kept.Background)
            await OpenAiDoor.ErrorAsync(http, 400, "Cannot cancel a synchronous response.", "invalid_value", "response_id");
        else
            // What is over stays as it is, and is told.
            await VendorDesk.AnswerAsync(http, 200, kept.View((desk.Queue.Cancel(kept.Id) ?? Job(kept)).Status));
    }

    private Task DeleteAsync(HttpContext http, StoredResponse kept)
    {
        desk.Journal.Forget(StoredResponse.Kind, kept.Id);
        return VendorDesk.AnswerAsync(http, 200, new { id = kept.Id, @object = "response", deleted = true });
    }

    private async Task WithAsync(HttpContext http, string id, FaultRoute route, Func<StoredResponse, Task> answer)
    {
        OpenAiDoor.Number(http);
        var kept = Find(id);
        if ((await desk.MeetAsync(http, Provider, route, kept?.Model ?? "")).Struck)
            return;
        if (!desk.Admits(OpenAiDoor.KeyOf(http)))
            await OpenAiDoor.KeyErrorAsync(http);
        else if (kept is null)
            await OpenAiDoor.ErrorAsync(http, 404, $"Response with id '{id}' not found.", null);
        else
            await answer(kept);
    }

    private StoredResponse? Find(string id)
        => desk.Journal.Kept<StoredResponse>(StoredResponse.Kind, id) is { } kept && desk.Now - kept.CreatedAt < Stored && desk.Journal.Find(id) is not null ? kept : null;

    private Job Job(StoredResponse kept) => desk.Journal.Find(kept.Id)!;

    private Task ErrorAsync(HttpContext http, ImageProblem problem)
    {
        desk.Journal.Note("question refused", null, new { problem.Status, problem.Code });
        return OpenAiDoor.ErrorAsync(http, problem.Status, problem.Message, problem.Code, problem.Param);
    }
}
