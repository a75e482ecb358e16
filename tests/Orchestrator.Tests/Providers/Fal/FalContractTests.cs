using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Orchestrator.Backlot;
using Orchestrator.Cli.Wiring;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>What is sent to fal's endpoints against what they say that they take.</summary>
public sealed class FalContractTests : IAsyncLifetime, IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();

    private readonly TempFolder folder = new();
    private readonly HttpClient http = new();
    private BacklotServer backlot = null!;

    public async Task InitializeAsync() => backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("backlot") }, default);

    public async Task DisposeAsync() => await backlot.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Check_EndpointsThatTakeWhatIsSent_HasNothingToSay()
    {
        var finding = Assert.Single(await CheckAsync(Catalogue, backlot.FalPages));

        Assert.Equal(Health.Good, finding.Health);
        Assert.Matches(@"^2\d endpoints take what is sent; \d+ optional fields more are not used$", finding.Seen);
    }

    [Theory]
    // A field that the row always sends, and its values.
    [InlineData("kling-v3-pro", "-cfg_scale", "cfg_scale is sent, and the endpoint has no such field any more", "Correct input.fixed.cfg_scale in catalog/kling-v3-pro.yaml")]
    [InlineData("veo-3.1", "-auto_fix", "auto_fix is sent, and the endpoint has no such field any more", "input.fixed.auto_fix in catalog/veo-3.1.yaml")]
    [InlineData("kling-v3-pro", "-elements", "elements is sent, and the endpoint has no such field any more", "Correct references in")]
    [InlineData("kling-v3-pro", """duration={"type":"string","enum":["5","10"]}""", "duration takes \"3\", \"4\", \"6\", \"7\", \"8\", \"9\", \"11\", \"12\", \"13\", \"14\", \"15\" no more, but \"5\", \"10\"", "Correct seconds, or input.duration in")]
    [InlineData("kling-v3-pro", """duration={"type":"integer"}""", "duration should be an integer, and \"3\" is sent", "seconds")]
    [InlineData("wan-2.7", """duration={"type":"string","enum":["5"]}""", "duration should be a string, and 2 is sent", "seconds")]
    [InlineData("wan-2.7", """duration={"type":"integer","minimum":2,"maximum":10}""", "duration is at most 10 now, and up to 15 is sent", "Correct seconds, or input.duration in catalog/wan-2.7.yaml")]
    [InlineData("wan-2.7", """duration={"type":"integer","minimum":4,"maximum":15}""", "duration is at least 4 now, and down to 2 is sent", "seconds")]
    [InlineData("veo-3.1", """resolution={"type":"string","enum":["720p"]}""", "resolution takes \"1080p\" no more, but \"720p\"", "Correct lines, or input.lines in")]
    [InlineData("seedance-2.0-references", """aspect_ratio={"type":"string","enum":["16:9","9:16","4:3","1:1","3:4"]}""", "aspect_ratio takes \"21:9\" no more", "Correct aspects, or input.aspect in")]
    [InlineData("seedance-2.0-references", """image_urls={"type":"array","maxItems":4,"items":{"type":"string"}}""", "image_urls has at most 4 items now, and up to 9 are sent", "Correct references in")]
    [InlineData("seedance-2.0", """prompt={"type":"string","maxLength":2000}""", "prompt has at most 2000 characters now, and up to 5000 are sent", "Correct prompt-limit in catalog/seedance-2.0.yaml")]
    [InlineData("kling-v3-pro", "+negative_image_url", "negative_image_url is required, and is not sent, or not always", "The client writes it (input.form: kling): leave kling-v3-pro out of briefs")]
    [InlineData("kling-v3-pro", "+end_image_url", "end_image_url is required, and is not sent, or not always", "Correct input.end-image in")]
    [InlineData("kling-v3-pro", """multi_prompt={"type":"array","maxItems":4,"items":{"type":"object","properties":{"prompt":{"type":"string","maxLength":300},"duration":{"type":"string"}}}}""", "multi_prompt has at most 4 items now, and up to 6 are sent", "Correct several in", 2)]
    [InlineData("kling-v3-pro", """multi_prompt={"type":"array","items":{"type":"object","properties":{"prompt":{"type":"string"},"seconds":{"type":"integer"}}}}""", "multi_prompt[].duration is sent, and the endpoint has no such field any more", "Correct several in")]
    [InlineData("ltx-2.3-retake", """retake_mode={"type":"string","enum":["replace_audio","replace_audio_and_video"]}""", "retake_mode takes \"replace_video\" no more", "The client writes it (input.form: retake)")]
    [InlineData("wan-2.2-text", """num_frames={"type":"integer","minimum":17,"maximum":121}""", "num_frames is at most 121 now", "seconds")]
    public async Task Check_EndpointThatChanged_IsOneLineForEachDifference(string model, string change, string words, string remedy, int lines = 1)
    {
        var row = Catalogue.Find(model);
        var document = await DocumentAsync(row.Endpoint);
        Change(document, row.Endpoint, change);

        var findings = await CheckAsync(new([row]), new Answers((_, _) => Json(document)));

        var problems = findings.Where(finding => finding.Health != Health.Good).ToList();
        Assert.Equal(lines, problems.Count);
        var found = Assert.Single(problems, finding => finding.Seen.Contains(words, StringComparison.Ordinal));
        Assert.Equal(model, found.What);
        Assert.StartsWith($"{row.Endpoint}: ", found.Seen);
        Assert.Contains(remedy, found.Remedy);
    }

    [Theory]
    [InlineData("""later={"type":"integer"}""")]
    [InlineData("""duration={"type":"string"}""")]
    [InlineData("""duration={"anyOf":[{"type":"integer"},{"type":"string","enum":["3","4","5","6","7","8","9","10","11","12","13","14","15"]}]}""")]
    [InlineData("""cfg_scale={"allOf":[{"$ref":"#/components/schemas/Scale"}],"default":0.5}""")]
    public async Task Check_EndpointThatTakesMoreThanBefore_HasNothingToSay(string change)
    {
        var row = Catalogue.Find("kling-v3-pro");
        var document = await DocumentAsync(row.Endpoint);
        Change(document, row.Endpoint, change);
        document["components"]!["schemas"]!["Scale"] = JsonNode.Parse("""{"type":"number","minimum":0,"maximum":1}""");

        var finding = Assert.Single(await CheckAsync(new([row]), new Answers((_, _) => Json(document))));

        Assert.Equal(Health.Good, finding.Health);
        Assert.Contains(change.StartsWith("later", StringComparison.Ordinal) ? "1 optional field more" : "0 optional fields more", finding.Seen);
    }

    [Fact]
    public async Task Check_EndpointThatIsNotThere_IsGone()
    {
        var row = Catalogue.Find("kling-v3-pro") with { Endpoint = "fal-ai/kling-video/v9/pro/image-to-video" };

        var finding = Assert.Single(await CheckAsync(new([row]), backlot.FalPages));

        Assert.Equal("fal-ai/kling-video/v9/pro/image-to-video is gone: fal has no such endpoint (HTTP 404)", finding.Seen);
        Assert.Contains("catalog/kling-v3-pro.yaml", finding.Remedy);
    }

    [Fact]
    public async Task Check_NobodyAnswers_IsOneLine()
    {
        var asked = 0;

        var finding = Assert.Single(await CheckAsync(Catalogue, new Answers((_, _) =>
        {
            asked++;
            throw new HttpRequestException("No such host is known.");
        })));

        Assert.Equal((Health.Note, 1), (finding.Health, asked));
        Assert.Contains("cannot be reached, so what its endpoints take is not checked: No such host is known.", finding.Seen);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "HTTP 502")]
    [InlineData(HttpStatusCode.OK, "<html>", "no OpenAPI document")]
    [InlineData(HttpStatusCode.OK, """{"paths":{}}""", "no OpenAPI document")]
    [InlineData(HttpStatusCode.OK, "[]", "no OpenAPI document")]
    public async Task Check_PageThatCannotBeRead_IsNamedOnce(HttpStatusCode status, string text, string why)
    {
        var rows = new ModelCatalogue([Catalogue.Find("kling-v3-pro") with { Successors = [] }, Catalogue.Find("veo-3.1") with { Extension = null }]);

        var finding = Assert.Single(await CheckAsync(rows, new Answers((_, _) => new(status) { Content = new StringContent(text) })));

        Assert.StartsWith("the pages of 2 endpoints cannot be read", finding.Seen);
        Assert.Contains(why, finding.Seen);
    }

    [Fact]
    public async Task Check_Asks_ShowsNoKey()
    {
        List<HttpRequestMessage> asked = [];

        await CheckAsync(new([Catalogue.Find("veo-3.1")]), new Answers((message, _) =>
        {
            asked.Add(message);
            return new(HttpStatusCode.NotFound) { Content = new StringContent("{}") };
        }));

        var message = Assert.Single(asked);
        Assert.Null(message.Headers.Authorization);
        Assert.Equal("https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=fal-ai%2Fveo3.1%2Fimage-to-video", message.RequestUri!.AbsoluteUri);
    }

    private static void Change(JsonObject document, string endpoint, string change)
    {
        var input = document["components"]!["schemas"]![document["paths"]![$"/{endpoint}"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1]]!;
        switch (change[0])
        {
            case '-':
                input["properties"]!.AsObject().Remove(change[1..]);
                break;
            case '+':
                input["required"]!.AsArray().Add(change[1..]);
                input["properties"]![change[1..]] = new JsonObject { ["type"] = "string" };
                break;
            default:
                var (name, schema) = (change[..change.IndexOf('=')], change[(change.IndexOf('=') + 1)..]);
                input["properties"]![name] = JsonNode.Parse(schema);
                break;
        }
    }

    private async Task<JsonObject> DocumentAsync(string endpoint) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri(backlot.FalPages, $"api/openapi/queue/openapi.json?endpoint_id={Uri.EscapeDataString(endpoint)}")))!.AsObject();

    private Task<IReadOnlyList<Finding>> CheckAsync(ModelCatalogue catalogue, Uri pages) => CheckAsync(catalogue, http, new FalOptions { Pages = pages, Key = "secret" });

    private static async Task<IReadOnlyList<Finding>> CheckAsync(ModelCatalogue catalogue, Answers answers)
    {
        using var client = new HttpClient(answers);
        return await CheckAsync(catalogue, client, new FalOptions { Key = "secret" });
    }

    private static Task<IReadOnlyList<Finding>> CheckAsync(ModelCatalogue catalogue, HttpClient client, FalOptions options) =>
        new EndpointCheck(catalogue, new(new(client), Options.Create(options))).RunAsync(Today, default);

    private static HttpResponseMessage Json(JsonNode document) => new(HttpStatusCode.OK) { Content = new StringContent(document.ToJsonString()) };

    private sealed class Answers(Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request, cancellationToken));
    }
}
