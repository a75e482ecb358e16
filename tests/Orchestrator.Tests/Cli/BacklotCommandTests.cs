using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Testing;
using Temporalio.Conformance.Services;

namespace Orchestrator.Tests.Cli;

/// <summary>The Backlot as a process of its own, as other projects use it.</summary>
public sealed class BacklotCommandTests : IDisposable
{
    private const string Endpoint = "fal-ai/kling-video/v3/standard/text-to-video";

    private readonly TempFolder folder = new();
    private readonly HttpClient http = new() { DefaultRequestHeaders = { { "Authorization", "Key test" } } };

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Backlot_Started_SaysWhereEverythingIsAndByWhichVariables()
    {
        await using var backlot = Start();
        var address = await AddressAsync(backlot);

        foreach (var (path, variable) in new[] { ("fal/", "ORCHESTRATOR_FAL_QUEUE_URL"), ("openai/v1/", "OPENAI_BASE_URL"), ("gemini/", "GOOGLE_GEMINI_BASE_URL"), ("vertex/", "GOOGLE_VERTEX_BASE_URL"), ("", "ORCHESTRATOR_BACKLOT_URL") })
            Assert.Contains(backlot.Output.Split('\n'), line => line.Contains($"{address}{path} ", StringComparison.Ordinal) && line.Contains(variable, StringComparison.Ordinal));
        Assert.Equal("ok", (await http.GetFromJsonAsync<JsonElement>(new Uri(address, "_backlot/health"))).GetProperty("status").GetString());
        backlot.Interrupt();
        Assert.Equal(0, (await backlot.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Backlot_KilledWhileItRenders_ComesBackWithEveryJobFaultChargeAndItsClock()
    {
        Uri address;
        var port = FreePort.Next();
        List<JsonElement> tickets = [];
        await using (var first = Start("--port", $"{port}"))
        {
            address = await AddressAsync(first);
            await PostAsync(address, "_backlot/clock/set", new { now = "2027-03-01T00:00:00Z" });
            await PostAsync(address, "_backlot/faults", new { route = "submit", prompt = "number 9", action = "unavailable" });
            for (var number = 0; number < 4; number++)
                tickets.Add(await PostAsync(address, $"fal/{Endpoint}", Body(number)));
            first.Kill();
            await first.EndAsync();
        }

        await using var second = Start("--port", $"{port}");
        Assert.Equal(address, await AddressAsync(second));
        foreach (var ticket in tickets)
        {
            using var stream = await http.GetAsync(ticket.GetProperty("status_url").GetString() + "/stream");
            Assert.Contains("COMPLETED", await stream.Content.ReadAsStringAsync());
            var result = await http.GetFromJsonAsync<JsonElement>(ticket.GetProperty("response_url").GetString());
            using var clip = await http.GetAsync(result.GetProperty("video").GetProperty("url").GetString());
            Assert.Equal(result.GetProperty("video").GetProperty("file_size").GetInt64(), clip.Content.Headers.ContentLength);
        }

        var rows = (await http.GetFromJsonAsync<JsonElement>(new Uri(address, "_backlot/ledger"))).GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(tickets.Select(ticket => ticket.GetProperty("request_id").GetString()), rows.Select(row => row.GetProperty("request_id").GetString()));
        Assert.All(rows, row => Assert.Equal((252_000, 0), (row.GetProperty("charged_micro_usd").GetInt32(), row.GetProperty("refunded_micro_usd").GetInt32())));
        Assert.Equal(2027, (await http.GetFromJsonAsync<JsonElement>(new Uri(address, "_backlot/clock"))).GetProperty("now").GetDateTimeOffset().Year);
        using var struck = await http.PostAsJsonAsync(new Uri(address, $"fal/{Endpoint}"), Body(9));
        Assert.Equal(503, (int)struck.StatusCode);
    }

    [Theory]
    [InlineData("--max-height", "10", "--max-height is at least 144")]
    [InlineData("--habits", "-1", "--habits is 0 or more")]
    public async Task Backlot_BadOption_IsBadUsage(string option, string value, string message)
    {
        var result = await CommandProcess.RunAsync(folder.Path, ["backlot", option, value]);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    private static JsonObject Body(int number) => new() { ["prompt"] = $"Subject: a person\nNote: number {number}", ["duration"] = "3", ["generate_audio"] = false };

    private CommandProcess Start(params string[] more) => CommandProcess.Start(folder.Path, ["backlot", "--journal", "lot", "--max-height", "144", "--habits", "0", .. more]);

    private static async Task<Uri> AddressAsync(CommandProcess backlot) => new((await backlot.LineAsync("ready: "))["ready: ".Length..]);

    private async Task<JsonElement> PostAsync(Uri address, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(address, path), body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
