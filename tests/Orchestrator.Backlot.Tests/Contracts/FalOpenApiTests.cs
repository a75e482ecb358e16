using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot.Contracts;

namespace Orchestrator.Backlot.Tests.Contracts;

public class FalOpenApiTests
{
    private const string Path = "api/openapi/queue/openapi.json?endpoint_id=";

    [Fact]
    public async Task Document_OfAnEndpoint_SaysWhatItsRequestsAreCheckedFor()
    {
        await using var lot = await TestLot.StartAsync();

        // Without a key.
        var document = await lot.Plain.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPages, Path + TestLot.Veo));

        var input = Input(document, TestLot.Veo);
        var fields = input.GetProperty("properties");
        Assert.Equal(["image_url", "prompt"], input.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["4s", "6s", "8s"], Texts(fields.GetProperty("duration").GetProperty("enum")));
        Assert.Equal("8s", fields.GetProperty("duration").GetProperty("default").GetString());
        Assert.Equal("720p", fields.GetProperty("resolution").GetProperty("default").GetString());
        Assert.True(fields.GetProperty("generate_audio").GetProperty("default").GetBoolean());
        Assert.Equal(20_000, fields.GetProperty("prompt").GetProperty("maxLength").GetInt32());
        var seed = fields.GetProperty("seed").GetProperty("anyOf");
        Assert.Equal(["integer", "null"], seed.EnumerateArray().Select(form => form.GetProperty("type").GetString()));
        Assert.Equal(uint.MaxValue, seed[0].GetProperty("maximum").GetDouble());
    }

    [Fact]
    public async Task Document_OfKling_RefersToItsShotsAndElements()
    {
        await using var lot = await TestLot.StartAsync();

        var document = await lot.Plain.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPages, Path + TestLot.Kling));

        var shots = Input(document, TestLot.Kling).GetProperty("properties").GetProperty("multi_prompt").GetProperty("anyOf")[0];
        Assert.Equal(6, shots.GetProperty("maxItems").GetInt32());
        var shot = document.GetProperty("components").GetProperty("schemas").GetProperty(shots.GetProperty("items").GetProperty("$ref").GetString()!.Split('/')[^1]);
        Assert.Equal(["prompt"], Texts(shot.GetProperty("required")));
        Assert.Equal("15", Texts(shot.GetProperty("properties").GetProperty("duration").GetProperty("enum"))[^1]);
    }

    [Fact]
    public async Task Document_OfEveryEndpoint_IsOne()
    {
        await using var lot = await TestLot.StartAsync();
        foreach (var endpoint in FalEndpoints.Ids)
        {
            var document = await lot.Plain.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPages, Path + Uri.EscapeDataString(endpoint)));
            Assert.NotEmpty(Input(document, endpoint).GetProperty("properties").EnumerateObject());
        }
    }

    [Theory]
    [InlineData("fal-ai/veo1", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task Document_OfNoEndpoint_IsNone(string endpoint, HttpStatusCode expected)
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.Plain.GetAsync(new Uri(lot.Server.FalPages, Path + endpoint));

        Assert.Equal(expected, answer.StatusCode);
    }

    private static JsonElement Input(JsonElement document, string endpoint)
    {
        var schema = document.GetProperty("paths").GetProperty($"/{endpoint}").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        return document.GetProperty("components").GetProperty("schemas").GetProperty(schema.GetProperty("$ref").GetString()!.Split('/')[^1]);
    }

    private static IReadOnlyList<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString())];
}
