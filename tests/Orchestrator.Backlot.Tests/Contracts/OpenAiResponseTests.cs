using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;

namespace Orchestrator.Backlot.Tests.Contracts;

public class OpenAiResponseTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["mood","count"],
         "properties":{"mood":{"type":"string","enum":["calm","tense"]},"count":{"type":"integer","minimum":2}}}
        """;

    [Theory]
    [InlineData("openai/v1/")]
    [InlineData("azure/openai/v1/")]
    public async Task Ask_WithAStrictSchema_AnswersInItAndChargesTheTokens(string root)
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.OpenAi.PostAsJsonAsync(new Uri(lot.Server.Address, root + "responses"), Body());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("completed", body.GetProperty("status").GetString());
        var text = JsonNode.Parse(body.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!);
        Assert.True(StrictSchema.Fits(JsonNode.Parse(Schema), text));
        Assert.Equal("tense", text!["mood"]!.GetValue<string>());
        var usage = body.GetProperty("usage");
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal((usage.GetProperty("input_tokens").GetInt64() * 2500 + usage.GetProperty("output_tokens").GetInt64() * 15000 + 999) / 1000, row.GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData("{\"model\":null}", "missing_required_parameter")]
    [InlineData("{\"model\":\"gpt-2\"}", "model_not_found")]
    [InlineData("{\"modle\":1}", "unknown_parameter")]
    [InlineData("{\"input\":null}", "missing_required_parameter")]
    [InlineData("{\"input\":[{\"role\":\"king\",\"content\":\"hello\"}]}", "invalid_value")]
    [InlineData("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}]}", "invalid_value")]
    [InlineData("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AQID\"}]}]}", "invalid_image")]
    [InlineData("{\"max_output_tokens\":15}", "integer_below_min_value")]
    [InlineData("{\"metadata\":{\"a\":1}}", "invalid_type")]
    [InlineData("{\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a b\",\"schema\":{},\"strict\":true}}}", "invalid_value")]
    [InlineData("{\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{\"type\":\"string\"},\"strict\":true}}}", "invalid_json_schema")]
    [InlineData("{\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{\"type\":\"object\",\"properties\":{}},\"strict\":true}}}", "invalid_json_schema")]
    public async Task Ask_WhatTheContractDoesNotAllow_IsRefusedAndNotCharged(string change, string code)
    {
        await using var lot = await TestLot.StartAsync();
        var request = Body();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            request[name] = value?.DeepClone();

        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", request);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");

        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.InRange((int)answer.StatusCode, 400, 404);
        Assert.Empty(await lot.LedgerAsync());
    }

    [Theory]
    [InlineData("refuse", null, "completed", "refusal")]
    [InlineData("fail", "max_output_tokens", "incomplete", "output_text")]
    [InlineData("fail", "content_filter", "incomplete", "output_text")]
    [InlineData("fail", "off_schema", "completed", "output_text")]
    [InlineData("fail", "server_error", "failed", null)]
    public async Task Ask_Scripted_EndsAsScripted(string action, string? how, string status, string? part)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { route = "submit", provider = "openai", action, error_type = how });

        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", Body());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(status, body.GetProperty("status").GetString());
        Assert.Equal(part, body.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("content")[0].GetProperty("type").GetString()).FirstOrDefault());
        if (status == "incomplete")
            Assert.Equal(how, body.GetProperty("incomplete_details").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Ask_ForbiddenWord_IsARefusalThatIsCharged()
    {
        await using var lot = await TestLot.StartAsync();
        var request = Body();
        request["input"] = "moderation_blocked_test";

        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("refusal", body.GetProperty("output")[0].GetProperty("content")[0].GetProperty("type").GetString());
        Assert.Single(await lot.LedgerAsync());
    }

    [Theory]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}},"required":[]}""", "Missing 'a'")]
    [InlineData("""{"type":"object","additionalProperties":true,"properties":{},"required":[]}""", "additionalProperties")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string","minLength":3}},"required":["a"]}""", "'minLength' is not permitted")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"text"}},"required":["a"]}""", "'text' is not a type")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{}},"required":["a"]}""", "must have a 'type'")]
    public void Problem_OfASchemaThatCannotBeKeptTo_NamesThePlace(string schema, string expected) =>
        Assert.Contains(expected, StrictSchema.Problem(JsonNode.Parse(schema)!.AsObject()));

    private static JsonObject Body() => new()
    {
        ["model"] = "gpt-5.4",
        ["input"] = "A tense scene.",
        ["max_output_tokens"] = 500,
        ["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "scene", ["strict"] = true, ["schema"] = JsonNode.Parse(Schema) } },
    };
}
