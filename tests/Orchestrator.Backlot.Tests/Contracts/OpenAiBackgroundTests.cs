using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>Responses that are kept: run in the background, streamed, asked for again, cancelled, deleted, gone on from.</summary>
public class OpenAiBackgroundTests
{
    [Fact]
    public async Task Ask_InTheBackground_IsQueuedAndThereWhenItIsAskedFor()
    {
        await using var lot = await TestLot.StartAsync();

        var accepted = await PostAsync(lot, new { background = true, metadata = new { shot = "s01" } });
        var done = await AwaitAsync(lot, Id(accepted), "completed");

        Assert.Equal(("queued", 0), (Status(accepted), accepted.GetProperty("output").GetArrayLength()));
        Assert.Equal("As asked.", done.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(("s01", true), (done.GetProperty("metadata").GetProperty("shot").GetString(), done.GetProperty("background").GetBoolean()));
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal((Id(accepted), "completed"), (row.GetProperty("request_id").GetString(), row.GetProperty("status").GetString()));
        Assert.Equal(row.GetProperty("units").GetDouble(), done.GetProperty("usage").GetProperty("total_tokens").GetDouble());
    }

    [Fact]
    public async Task Ask_InTheBackgroundAndKilled_IsAnsweredAfterTheNextStartForTheSameCharge()
    {
        var folder = Directory.CreateTempSubdirectory("backlot-").FullName;
        try
        {
            string id;
            await using (var lot = await TestLot.StartAsync(home => TestLot.Small(home) with { QueueDelay = TimeSpan.FromDays(1) }, folder))
                id = Id(await PostAsync(lot, new { background = true }));
            await using var again = await TestLot.StartAsync(folder: folder);

            await AwaitAsync(again, id, "completed");

            Assert.Single(await again.LedgerAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("stuck_queue", "queued", true)]
    [InlineData("stuck_progress", "in_progress", false)]
    public async Task Cancel_OfWhatIsNotOver_EndsItAndGivesBackWhatWasNotBegun(string action, string status, bool refunded)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { route = "submit", provider = "openai", action });
        var id = Id(await PostAsync(lot, new { background = true }));
        await AwaitAsync(lot, id, status);

        using var answer = await lot.OpenAi.PostAsync($"responses/{id}/cancel", null);
        var cancelled = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("cancelled", Status(cancelled));
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(refunded, row.GetProperty("refunded_micro_usd").GetInt64() == row.GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Cancel_OfWhatWasAnsweredAtOnce_IsRefused()
    {
        await using var lot = await TestLot.StartAsync();
        var id = Id(await PostAsync(lot, new { }));

        using var answer = await lot.OpenAi.PostAsync($"responses/{id}/cancel", null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.NotFound)]
    public async Task Get_Afterwards_FindsWhatWasStored(bool store, HttpStatusCode expected)
    {
        await using var lot = await TestLot.StartAsync();
        var asked = await PostAsync(lot, new { store });

        using var answer = await lot.OpenAi.GetAsync($"responses/{Id(asked)}");

        Assert.Equal(expected, answer.StatusCode);
        if (store)
            Assert.Equal(asked.GetProperty("output").ToString(), (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("output").ToString());
    }

    [Fact]
    public async Task Delete_Forgets_AndSoDoesAMonth()
    {
        await using var lot = await TestLot.StartAsync();
        var (deleted, old) = (Id(await PostAsync(lot, new { })), Id(await PostAsync(lot, new { })));

        using var gone = await lot.OpenAi.DeleteAsync($"responses/{deleted}");
        using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 31 * 24 * 3600 });

        Assert.True((await gone.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deleted").GetBoolean());
        foreach (var id in (string[])[deleted, old])
        {
            using var answer = await lot.OpenAi.GetAsync($"responses/{id}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Ask_InTheBackgroundAndNotStored_IsRefused()
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", Body(new { background = true, store = false }));

        Assert.Equal((HttpStatusCode.BadRequest, "store"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("param").GetString()));
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Ask_GoingOnFromAnother_KnowsWhatWasSaid()
    {
        await using var lot = await TestLot.StartAsync();
        var format = new { format = new { type = "json_schema", name = "mood", strict = true, schema = JsonNode.Parse("""{"type":"object","additionalProperties":false,"required":["mood"],"properties":{"mood":{"type":"string","enum":["calm","tense"]}}}""") } };
        var first = await PostAsync(lot, new { input = "A tense scene." });

        var second = await PostAsync(lot, new { input = "What was it?", previous_response_id = Id(first), text = format });
        using var unknown = await lot.OpenAi.PostAsJsonAsync("responses", Body(new { previous_response_id = "resp_0" }));

        Assert.Equal("""{"mood":"tense"}""", second.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("previous_response_not_found", (await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(null, null, "response.completed", "response.output_text.delta")]
    [InlineData("refuse", null, "response.completed", "response.refusal.delta")]
    [InlineData("fail", "max_output_tokens", "response.incomplete", "response.output_text.delta")]
    [InlineData("fail", "server_error", "response.failed", "response.in_progress")]
    public async Task Stream_Answer_ComesInPiecesThatAreNumbered(string? action, string? how, string last, string among)
    {
        await using var lot = await TestLot.StartAsync();
        if (action is not null)
            await lot.ScriptAsync(new { route = "submit", provider = "openai", action, error_type = how });

        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", Body(new { stream = true }));
        var events = Events(await answer.Content.ReadAsStringAsync());

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(said => said.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(("response.created", last), (Type(events[0]), Type(events[^1])));
        Assert.Contains(among, events.Select(Type));
        if (action is null)
            Assert.Equal("As asked.", string.Concat(events.Where(said => Type(said) == among).Select(said => said.GetProperty("delta").GetString())));
    }

    [Fact]
    public async Task Stream_TakenUpAgain_GoesOnAfterWhatWasSeen()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", Body(new { stream = true, background = true }));
        var whole = Events(await answer.Content.ReadAsStringAsync());
        var id = whole[0].GetProperty("response").GetProperty("id").GetString();

        var rest = Events(await lot.OpenAi.GetStringAsync($"responses/{id}?stream=true&starting_after=3"));

        Assert.Equal(["response.created", "response.queued", "response.in_progress"], whole.Take(3).Select(Type));
        Assert.Equal(whole.Skip(4).Select(said => said.ToString()), rest.Select(said => said.ToString()));
    }

    [Fact]
    public async Task Ask_AzureWithAForbiddenWord_IsStoppedByItsFilter()
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.OpenAi.PostAsJsonAsync(new Uri(lot.Server.Azure, "responses"), Body(new { input = "moderation_blocked_test" }));

        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        Assert.Equal((HttpStatusCode.BadRequest, "content_filter", "ResponsibleAIPolicyViolation"), (answer.StatusCode, error.GetProperty("code").GetString(), error.GetProperty("innererror").GetProperty("code").GetString()));
        Assert.Empty(await lot.LedgerAsync());
    }

    private static JsonObject Body(object change)
    {
        var body = new JsonObject { ["model"] = "gpt-5.4", ["input"] = "Say something." };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(change)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        return body;
    }

    private static async Task<JsonElement> PostAsync(TestLot lot, object change)
    {
        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", Body(change));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> AwaitAsync(TestLot lot, string id, string status)
    {
        var limit = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            var now = await lot.OpenAi.GetFromJsonAsync<JsonElement>($"responses/{id}");
            if (Status(now) == status)
                return now;
            Assert.True(DateTime.UtcNow < limit, $"Still {now}");
            await Task.Yield();
        }
    }

    private static List<JsonElement> Events(string stream)
        => [.. stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement)];

    private static string Id(JsonElement response) => response.GetProperty("id").GetString()!;

    private static string? Status(JsonElement response) => response.GetProperty("status").GetString();

    private static string? Type(JsonElement said) => said.GetProperty("type").GetString();
}
