using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Writing;

namespace Orchestrator.Backlot.Contracts;

/// <summary>OpenAI's chat completions, for the many clients that still ask so: the answers of Responses in the older shape, at once or as a stream.</summary>
internal sealed class OpenAiChatRoutes(VendorDesk desk, MediaShelf shelf, AnswerWriter writer)
{
    private const string Provider = "openai";
    private const int Piece = 24;

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in (string[])[.. OpenAiDoor.Roots, OpenAiDoor.Deployments])
            routes.MapPost(root + "/chat/completions", AskAsync);
    }

    private async Task AskAsync(HttpContext http)
    {
        OpenAiDoor.Number(http);
        var (whole, body) = await RequestBody.ReadAsync(http);
        if (await OpenAiDoor.LacksVersionAsync(http))
            return;
        if (http.Request.RouteValues["deployment"] is string deployment && body is not null)
            body["model"] = deployment;
        if (!desk.Admits(OpenAiDoor.KeyOf(http)))
        {
            await OpenAiDoor.KeyErrorAsync(http);
            return;
        }

        var (request, problem) = ChatRequest.Read(body, shelf.Load);
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, VendorDesk.Text(body, "model"), request?.Question.Text ?? "");
        if (struck)
            return;
        if (request is null)
            await ErrorAsync(http, problem!);
        else if (!TextPrice.IsSold(request.Question.Model, OpenAiDoor.IsAzure(http)))
            await ErrorAsync(http, new(404, $"The model `{request.Question.Model}` does not exist or you do not have access to it.", "model_not_found", null));
        else if (OpenAiDoor.IsAzure(http) && desk.Forbids(request.Question.Text))
            await OpenAiDoor.FilteredAsync(http);
        else if (await writer.AnswerAsync(request.Question, fault, http.RequestAborted) is var answer && answer.Error is { } code)
            await OpenAiDoor.ErrorAsync(http, 500, "The server had an error while processing your request.", code);
        else
            await SellAsync(http, request, answer, whole, fault);
    }

    private async Task SellAsync(HttpContext http, ChatRequest request, WrittenAnswer answer, RequestBody whole, FaultRule? fault)
    {
        var question = request.Question;
        var sale = new AnswerSale(Provider, question.Model, $"chatcmpl-{Guid.NewGuid():N}", question.InputTokens + (request.Answers * answer.Tokens), TextPrice.Of(question.Model).MicroUsd(question.InputTokens, request.Answers * answer.Tokens));
        var job = desk.Counter.AcceptAnswer(sale, whole, FaultGate.AttemptOf(http), fault, waits: false);
        if (await desk.Faults.StrikeAfterAsync(http, fault))
            return;
        if (request.Stream)
            await StreamAsync(http, request, job, answer);
        else
            await VendorDesk.AnswerAsync(http, 200, Whole(request, job, answer).ToJsonString());
    }

    private static JsonObject Whole(ChatRequest request, Job job, WrittenAnswer answer)
    {
        var said = Head("chat.completion", request.Question, job, [.. Enumerable.Range(0, request.Answers).Select(Choice)]);
        said["usage"] = Usage(request, answer);
        return said;

        JsonObject Choice(int index) => new()
        {
            ["index"] = index,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer.Text, ["refusal"] = answer.Refusal, ["annotations"] = new JsonArray() },
            ["logprobs"] = null,
            ["finish_reason"] = Finish(answer),
        };
    }

    private static async Task StreamAsync(HttpContext http, ChatRequest request, Job job, WrittenAnswer answer)
    {
        http.Response.ContentType = "text/event-stream";
        for (var index = 0; index < request.Answers; index++)
        {
            await SendAsync(index, new JsonObject { ["role"] = "assistant", ["content"] = answer.Refusal is null ? "" : null, ["refusal"] = null }, null);
            foreach (var piece in (answer.Refusal ?? answer.Text!).Chunk(Piece))
                await SendAsync(index, new JsonObject { [answer.Refusal is null ? "content" : "refusal"] = new string(piece) }, null);
            await SendAsync(index, [], Finish(answer));
        }

        if (request.WithUsage)
        {
            var last = Head("chat.completion.chunk", request.Question, job);
            last["usage"] = Usage(request, answer);
            await http.Response.WriteAsync($"data: {last.ToJsonString()}\n\n", http.RequestAborted);
        }

        await http.Response.WriteAsync("data: [DONE]\n\n", http.RequestAborted);

        Task SendAsync(int index, JsonObject delta, string? finish)
            => http.Response.WriteAsync($"data: {Head("chat.completion.chunk", request.Question, job, new JsonObject { ["index"] = index, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish }).ToJsonString()}\n\n", http.RequestAborted);
    }

    private static JsonObject Head(string kind, ResponseRequest question, Job job, params JsonNode[] choices) => new()
    {
        ["id"] = job.RequestId,
        ["object"] = kind,
        ["created"] = job.AcceptedAt.ToUnixTimeSeconds(),
        ["model"] = question.Model,
        ["choices"] = new JsonArray(choices),
        ["system_fingerprint"] = "fp_backlot",
    };

    private static JsonObject Usage(ChatRequest request, WrittenAnswer answer) => new()
    {
        ["prompt_tokens"] = request.Question.InputTokens,
        ["completion_tokens"] = request.Answers * answer.Tokens,
        ["total_tokens"] = request.Question.InputTokens + (request.Answers * answer.Tokens),
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
    };

    private static string Finish(WrittenAnswer answer) => answer.Reason switch { "max_output_tokens" => "length", "content_filter" => "content_filter", _ => "stop" };

    private Task ErrorAsync(HttpContext http, ImageProblem problem)
    {
        desk.Journal.Note("question refused", null, new { problem.Status, problem.Code });
        return OpenAiDoor.ErrorAsync(http, problem.Status, problem.Message, problem.Code, problem.Param);
    }
}
