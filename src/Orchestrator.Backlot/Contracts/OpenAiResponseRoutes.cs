using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Writing;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// OpenAI's Responses: at once, strict about schemas, charged by tokens. Plans and judgements are written from what is asked; anything
/// else gets the plainest answer that keeps to its schema.
/// </summary>
internal sealed class OpenAiResponseRoutes(VendorDesk desk, MediaShelf shelf)
{
    private const int CharactersPerToken = 4;
    private const int FullRequest = 200_000;
    private readonly JudgeWriter judge = new(desk.Journal);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in (string[])["/openai/v1", "/azure/openai/v1"])
            routes.MapPost(root + "/responses", AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers["x-request-id"] = "req_" + Guid.NewGuid().ToString("N");
        var (text, body) = await VendorDesk.ReadAsync(http);
        if (!desk.Admits(OpenAiDoor.KeyOf(http)))
        {
            await ErrorAsync(http, new(401, "Incorrect API key provided.", "invalid_api_key", null));
            return;
        }

        var (request, problem) = ResponseRequest.Read(body, shelf.Load);
        var (struck, fault) = await desk.MeetAsync(http, "openai", FaultRoute.Submit, VendorDesk.Text(body, "model"), request?.Text ?? "");
        if (struck)
            return;
        if (request is null)
            await ErrorAsync(http, problem!);
        else if (!TextPrice.IsSold(request.Model, azure: http.Request.Path.StartsWithSegments("/azure")))
            await ErrorAsync(http, new(404, $"The model `{request.Model}` does not exist or you do not have access to it.", "model_not_found", "model"));
        else
            await SellAsync(http, request, text, fault);
    }

    private async Task SellAsync(HttpContext http, ResponseRequest request, string text, FaultRule? fault)
    {
        var answer = Answer(request, fault);
        var price = TextPrice.Of(request.Model);
        var job = desk.Counter.AcceptImage("openai", request.Model, text, FaultGate.AttemptOf(http), request.InputTokens + answer.Tokens, price.MicroUsd(request.InputTokens, answer.Tokens));
        desk.Counter.Finish(job);
        if (await desk.Faults.StrikeAfterAsync(http, fault))
            return;
        await VendorDesk.AnswerAsync(http, 200, Shape(request, job, answer));
    }

    private Written Answer(ResponseRequest request, FaultRule? fault)
    {
        if (fault?.Action == FaultAction.Refuse || desk.Forbids(request.Text))
            return new("completed", null, Refusal: "I'm sorry, I can't help with that request.");
        var written = Write(request);
        if (fault?.Action == FaultAction.Fail)
            return Failed(fault.ErrorType ?? "server_error", written);
        var whole = new Written("completed", written);
        return whole.Tokens <= request.MaxTokens ? whole : new("incomplete", written[..Math.Min(written.Length, request.MaxTokens * CharactersPerToken)], Reason: "max_output_tokens");
    }

    private static Written Failed(string how, string written) => how switch
    {
        "max_output_tokens" or "content_filter" => new("incomplete", written[..(written.Length / 2)], Reason: how),
        "off_schema" => new("completed", """{"note":"this keeps to no schema"}"""),
        _ => new("failed", null, Error: how),
    };

    private string Write(ResponseRequest request)
    {
        if (request.Schema is not { } schema)
            return "As asked.";
        var value = PlanWriter.Write(request.Text, schema) ?? judge.Write(request.Metadata, request.Pictures, schema) ?? new SchemaFiller(request.Text[..Math.Min(request.Text.Length, FullRequest)].ToLowerInvariant(), new Dictionary<string, JsonNode?>()).Fill(schema);
        return StrictSchema.Fits(schema, value)
            ? value!.ToJsonString()
            : throw new InvalidOperationException($"The Backlot cannot write a {request.FormatName} that keeps to its schema: {value?.ToJsonString()}");
    }

    private static object Shape(ResponseRequest request, Job job, Written answer) => new
    {
        id = "resp_" + job.RequestId.Replace("-", "", StringComparison.Ordinal),
        @object = "response",
        created_at = job.AcceptedAt.ToUnixTimeSeconds(),
        status = answer.Status,
        model = request.Model,
        error = answer.Error is { } code ? new { code, message = "The model failed to answer." } : null,
        incomplete_details = answer.Reason is { } reason ? new { reason } : null,
        output = answer.Error is not null ? [] : new object[]
        {
            new
            {
                id = "msg_" + job.RequestId.Replace("-", "", StringComparison.Ordinal),
                type = "message",
                role = "assistant",
                status = answer.Status,
                content = new object[]
                {
                    answer.Refusal is { } refusal ? new { type = "refusal", refusal } : new { type = "output_text", text = answer.Text, annotations = Array.Empty<object>() },
                },
            },
        },
        usage = new
        {
            input_tokens = request.InputTokens,
            input_tokens_details = new { cached_tokens = 0 },
            output_tokens = answer.Tokens,
            output_tokens_details = new { reasoning_tokens = 0 },
            total_tokens = request.InputTokens + answer.Tokens,
        },
    };

    private Task ErrorAsync(HttpContext http, ImageProblem problem)
    {
        desk.Journal.Note("question refused", null, new { problem.Status, problem.Code });
        return OpenAiDoor.ErrorAsync(http, problem.Status, problem.Message, problem.Code, problem.Param);
    }

    private sealed record Written(string Status, string? Text, string? Reason = null, string? Refusal = null, string? Error = null)
    {
        public int Tokens => Error is not null ? 0 : Math.Max(1, ((Text ?? Refusal)!.Length + CharactersPerToken - 1) / CharactersPerToken);
    }
}
