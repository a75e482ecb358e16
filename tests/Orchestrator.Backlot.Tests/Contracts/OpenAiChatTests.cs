using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Contracts;

public class OpenAiChatTests
{
    private const string Format = """
        {"type":"json_schema","json_schema":{"name":"scene","strict":true,"schema":
          {"type":"object","additionalProperties":false,"required":["mood"],"properties":{"mood":{"type":"string","enum":["calm","tense"]}}}}}
        """;

    [Theory]
    [InlineData("openai/v1/chat/completions")]
    [InlineData("azure/openai/v1/chat/completions")]
    [InlineData("azure/openai/deployments/our-planner/chat/completions?api-version=2025-04-01-preview")]
    public async Task Ask_WithAStrictSchema_AnswersInItAndChargesTheTokens(string path)
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.OpenAi.PostAsJsonAsync(new Uri(lot.Server.Address, path), Body());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        var choice = body.GetProperty("choices")[0];
        Assert.Equal(("""{"mood":"tense"}""", "stop"), (choice.GetProperty("message").GetProperty("content").GetString(), choice.GetProperty("finish_reason").GetString()));
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("refusal").ValueKind);
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(body.GetProperty("id").GetString(), row.GetProperty("request_id").GetString());
        Assert.Equal(row.GetProperty("units").GetInt64(), body.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Assert.Equal(path.Contains("our-planner") ? "our-planner" : "gpt-5.4", row.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task Ask_Anything_TellsWhatIsLeftOfTheMinute()
    {
        await using var lot = await TestLot.StartAsync();
        (await lot.Plain.PostAsync("_backlot/clock/stop", null)).Dispose();
        var body = new { model = "gpt-5.4-mini", messages = new[] { new { role = "user", content = "A word." } } };

        using var first = await lot.OpenAi.PostAsJsonAsync("chat/completions", body);
        using var second = await lot.OpenAi.PostAsJsonAsync("chat/completions", body);

        Assert.Equal(("500", "499", "498"), (Header(first, "limit-requests"), Header(first, "remaining-requests"), Header(second, "remaining-requests")));
        Assert.Equal(("60s", "199000"), (Header(second, "reset-requests"), Header(first, "remaining-tokens")));

        static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues($"x-ratelimit-{name}").Single();
    }

    [Fact]
    public async Task Ask_ForSeveralAnswers_GivesAndChargesEach()
    {
        await using var lot = await TestLot.StartAsync();
        object Body(int n, bool stream = false) => new { model = "gpt-5.4-mini", messages = new[] { new { role = "user", content = "A word." } }, n, stream };

        using var one = await lot.OpenAi.PostAsJsonAsync("chat/completions", Body(1));
        using var three = await lot.OpenAi.PostAsJsonAsync("chat/completions", Body(3));
        using var streamed = await lot.OpenAi.PostAsJsonAsync("chat/completions", Body(2, stream: true));
        using var many = await lot.OpenAi.PostAsJsonAsync("chat/completions", Body(129));
        var (single, several) = (await one.Content.ReadFromJsonAsync<JsonElement>(), await three.Content.ReadFromJsonAsync<JsonElement>());

        Assert.Equal([0, 1, 2], several.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()));
        Assert.Equal(3 * Tokens(single), Tokens(several));
        Assert.Contains("\"index\":1", await streamed.Content.ReadAsStringAsync());
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, many.StatusCode);
        var charges = (await lot.LedgerAsync()).Select(row => row.GetProperty("charged_micro_usd").GetInt64()).ToList();
        Assert.True(charges[1] > charges[0]);

        static int Tokens(JsonElement answer) => answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32();
    }

    [Fact]
    public async Task Ask_ADeploymentWithoutAVersion_Is404()
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.OpenAi.PostAsJsonAsync(new Uri(lot.Server.Address, "azure/openai/deployments/our-planner/chat/completions"), Body());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Ask_OverAPicture_TakesItAsItsUrl()
    {
        await using var lot = await TestLot.StartAsync();
        var body = Body();
        body["messages"] = new JsonArray(new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonArray(
                new JsonObject { ["type"] = "text", ["text"] = "What is it?" },
                new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = TestLot.Image, ["detail"] = "low" } }),
        });

        using var answer = await lot.OpenAi.PostAsJsonAsync("chat/completions", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"messages\":null}", "messages")]
    [InlineData("{\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}", "messages[0].role")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"x\"}]}]}", "messages[0].content[0].type")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}}]}]}", "messages[0].content[0].image_url")]
    [InlineData("{\"n\":0}", "n")]
    [InlineData("{\"tools\":[]}", "tools")]
    [InlineData("{\"max_tokens\":0}", "max_completion_tokens")]
    [InlineData("{\"response_format\":{\"type\":\"json_object\"}}", "messages")]
    [InlineData("{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":true,\"schema\":{\"type\":\"string\"}}}}", "response_format.json_schema.schema")]
    [InlineData("{\"response_format\":{\"type\":\"yaml\"}}", "response_format.json_schema.type")]
    [InlineData("{\"unknown\":1}", null)]
    public async Task Ask_WhatTheContractDoesNotAllow_IsRefusedAndNotCharged(string change, string? param)
    {
        await using var lot = await TestLot.StartAsync();
        var request = Body();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            request[name] = value?.DeepClone();

        using var answer = await lot.OpenAi.PostAsJsonAsync("chat/completions", request);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");

        Assert.Equal((HttpStatusCode.BadRequest, param), (answer.StatusCode, error.GetProperty("param").GetString()));
        Assert.Empty(await lot.LedgerAsync());
    }

    [Theory]
    [InlineData("refuse", null, 200, "stop", 1)]
    [InlineData("fail", "max_output_tokens", 200, "length", 1)]
    [InlineData("fail", "content_filter", 200, "content_filter", 1)]
    [InlineData("fail", "server_error", 500, null, 0)]
    public async Task Ask_Scripted_EndsAsScripted(string action, string? how, int status, string? finish, int charges)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { route = "submit", provider = "openai", action, error_type = how });

        using var answer = await lot.OpenAi.PostAsJsonAsync("chat/completions", Body());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(status, (int)answer.StatusCode);
        if (finish is not null)
            Assert.Equal((finish, action == "refuse"), (body.GetProperty("choices")[0].GetProperty("finish_reason").GetString(), body.GetProperty("choices")[0].GetProperty("message").GetProperty("refusal").ValueKind == JsonValueKind.String));
        Assert.Equal(charges, (await lot.LedgerAsync()).Length);
    }

    [Fact]
    public async Task Stream_Answer_ComesInPiecesWithWhatItCostAtTheEnd()
    {
        await using var lot = await TestLot.StartAsync();
        var request = Body();
        (request["stream"], request["stream_options"]) = (true, new JsonObject { ["include_usage"] = true });

        using var answer = await lot.OpenAi.PostAsJsonAsync("chat/completions", request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.Length > 0).ToList();
        var chunks = lines.SkipLast(1).Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement).ToList();

        Assert.Equal("data: [DONE]", lines[^1]);
        Assert.Equal("""{"mood":"tense"}""", string.Concat(chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var piece) ? piece.GetString() : "")));
        Assert.Equal("stop", chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(Assert.Single(await lot.LedgerAsync()).GetProperty("units").GetInt64(), chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt64());
    }

    private static JsonObject Body() => new()
    {
        ["model"] = "gpt-5.4",
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = "You name moods." }, new JsonObject { ["role"] = "user", ["content"] = "A tense scene." }),
        ["response_format"] = JsonNode.Parse(Format),
    };
}
