using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Planning.Notes;
using Orchestrator.Providers.Answers;
using Orchestrator.Testing;
using Orchestrator.Tests.Durability;

namespace Orchestrator.Tests.Cli;

/// <summary>A finished shot taken again, by the built command: while the film is being made, and after it was delivered.</summary>
public sealed class RetakeTests : IAsyncLifetime, IDisposable
{
    private const string Brief = """
        name: pair
        title: Pair
        duration: 9s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe.
          - A boat on the water of a harbor at dawn.
        models: [kling-v3-standard]
        attempts: 1
        budget: 20 USD
        """;

    private readonly TempFolder folder = new();
    private readonly HttpClient http = new();
    private BacklotServer backlot = null!;

    public async Task InitializeAsync() => backlot = await BacklotServer.StartAsync(
        new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 180, QueueDelay = TimeSpan.FromSeconds(1) }, default);

    public async Task DisposeAsync() => await backlot.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Retake_OfADeliveredFilm_BuysThatShotOnlyAndCutsTheFilmAgain()
    {
        folder.Write("brief.yaml", Brief);
        var made = await RunAsync("produce", "brief.yaml");
        Assert.True(made.ExitCode is 0 or 2, made.Output + made.Error);
        var (before, pictures) = (await AttemptsAsync(), await FilmSite.PicturesAsync(folder.File("films/pair/film.mp4")));

        var unknown = await RunAsync("retake", "pair", "s09", "what");
        Assert.Equal(5, unknown.ExitCode);
        Assert.Contains("There is no shot s09; the film has s01 to s02.", unknown.Error);

        // A note that names no field, or two, buys nothing and says what can be said.
        var unread = await RunAsync("retake", "pair", "s02", "smile", "more");
        Assert.Equal(64, unread.ExitCode);
        Assert.Contains("\"smile more\" names no field that would change", unread.Error);
        Assert.Contains("light: brighter, darker", unread.Error);
        Assert.Equal(before, await AttemptsAsync());

        var again = await RunAsync("retake", "pair", "s02", "calmer", "water");

        Assert.True(again.ExitCode is 0 or 2, again.Output + again.Error);
        Assert.Contains("s02 again with one change. Motion: amount gentle → still. Everything else stays as it is.", again.Output);
        Assert.Contains("Taking s02 of pair again; everything else is used as it is.", again.Output);
        var bought = (await AttemptsAsync()).Except(before).ToList();
        Assert.All(bought, attempt => Assert.Contains("/s02/2.1", attempt));
        Assert.Single(bought);
        var now = await FilmSite.PicturesAsync(folder.File("films/pair/film.mp4"));
        Assert.Equal(pictures.Count, now.Count);
        Assert.Equal(pictures.Take(pictures.Count / 3), now.Take(pictures.Count / 3));
        Assert.Contains("Taken again: calmer water", await File.ReadAllTextAsync(folder.File("films/pair/report.html")));

        // One take, and it is in the film: what it cost is used, and nothing is wasted. (Without habits the Backlot paints the same
        // pictures for another seed, so they cannot tell.)
        Assert.Matches(@"pair \(s02 again\) .* 1 +(?!0\.00)\d\.\d\d +0\.00 ", (await RunAsync("spend", "pair")).Output);
        Assert.Equal(0, (await RunAsync("replay", "pair")).ExitCode);
        Assert.Contains("has been made from this brief already", (await RunAsync("produce", "brief.yaml")).Output);
        Assert.Equal(before.Count + 1, (await AttemptsAsync()).Count);
    }

    [Fact]
    public async Task Retake_NoteThatTheRulesDoNotUnderstand_IsSaidAgainByALanguageModelAndPaidByTheFilm()
    {
        var accounts = ProviderAddresses.Of(backlot);
        (accounts["FAL_KEY"], accounts["OPENAI_API_KEY"], accounts["ORCHESTRATOR_OPENAI_URL"]) = ("films", "writes", backlot.OpenAi.ToString());
        folder.Write("brief.yaml", Brief + "\nplanner: words\n");
        var made = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml", "--yes"], accounts);
        Assert.True(made.ExitCode is 0 or 2, made.Output + made.Error);
        var before = await AttemptsAsync();
        await AnswerAsync(new("The picture should be brighter.", NoteDraft.Wish.Light, "much brighter"));

        var again = await CommandProcess.RunAsync(folder.Path, ["retake", "pair", "s01", "it", "looks", "far", "too", "gloomy", "--yes"], accounts);

        Assert.True(again.ExitCode is 0 or 2, again.Output + again.Error);
        Assert.Contains("gpt-5.4 read the note for 0.0018 USD, as \"light: much brighter\".", again.Output);
        Assert.Contains("s01 again with one change. Lighting: exposure 0 EV → +1 EV. The storyboard frame is drawn anew with it. Everything else stays as it is.", again.Output);
        var bought = (await AttemptsAsync()).Except(before).ToList();
        Assert.Equal(3, bought.Count);
        Assert.Contains(bought, attempt => attempt.Contains("/s01/note/"));
        Assert.Contains(bought, attempt => attempt.EndsWith("/s01/2.1", StringComparison.Ordinal));
        Assert.Contains("Taken again: it looks far too gloomy", await File.ReadAllTextAsync(folder.File("films/pair/report.html")));
        Assert.Equal(0, (await CommandProcess.RunAsync(folder.Path, ["replay", "pair"], accounts)).ExitCode);
    }

    private async Task AnswerAsync(NoteDraft draft)
    {
        var answer = JsonSerializer.Serialize(new
        {
            status = "completed",
            output = new[] { new { type = "message", content = new[] { new { type = "output_text", text = AnswerSchema.Write(draft) } } } },
            usage = new { input_tokens = 100, output_tokens = 100 },
        });
        using var set = await http.PostAsJsonAsync(new Uri(backlot.Address, "_backlot/faults"), new { route = "submit", provider = "openai", prompt = "You say which field the wish is of", action = "accept_then_answer", answer });
        set.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Retake_OfAFinishedShotWhileAnotherIsMade_TakesItAgainBeforeTheFilmIsDelivered()
    {
        // The second shot begins where the first one ends; with the clock standing still nothing it asks for is delivered.
        folder.Write("brief.yaml", Brief + "\ncontinuous: [2]\n");
        await ClockAsync("stop");
        await using var produce = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"], Environment);
        await produce.LineAsync("s01 take 1 (kling-v3-standard) rendering");
        await ClockAsync("advance", new { seconds = 5 });
        await produce.LineAsync("s01 take 1 (kling-v3-standard) accepted");
        await produce.LineAsync("s02 take 1 (kling-v3-standard) rendering");

        var early = await RunAsync("retake", "pair", "s02", "calmer");
        Assert.Equal(5, early.ExitCode);
        Assert.Contains("s02 is not finished yet", early.Error);
        var told = await RunAsync("retake", "pair", "s01", "warmer");
        Assert.True(told.ExitCode == 0, told.Output + told.Error);
        Assert.Contains("s01 again with one change. Lighting: warmth neutral → warm. The storyboard frame is drawn anew with it. Everything else stays as it is.", told.Output);
        Assert.Contains("s01 will be taken again before the film is delivered (Lighting: warmth neutral → warm.), and s02 after it, which goes on from there.", told.Output);
        await ClockAsync("run");

        var end = await produce.EndAsync();
        Assert.True(end.ExitCode is 0 or 2, end.Output + end.Error);
        var takes = (await AttemptsAsync()).Where(attempt => !attempt.Contains("frame")).Select(attempt => attempt[(attempt.IndexOf("/s0", StringComparison.Ordinal) + 1)..]);
        // The first shot ends in warmer light now, and the second one goes on from there.
        Assert.Equal(["s01/1.1", "s01/2.1", "s02/1.1", "s02/2.1"], takes.Order());
    }

    [Fact]
    public async Task Finish_OfADraftOfWhichAShotWasTakenAgain_MakesTheFilmOfItAndCountsItsMinutesOnce()
    {
        folder.Write("brief.yaml", Brief);
        var draft = await RunAsync("produce", "brief.yaml", "--draft");
        Assert.True(draft.ExitCode is 0 or 2, draft.Output + draft.Error);
        var again = await RunAsync("retake", "pair", "s02", "closer");
        Assert.True(again.ExitCode is 0 or 2, again.Output + again.Error);
        Assert.Contains("s02 again with one change. Composition: ", again.Output);

        var film = await RunAsync("finish", "pair");

        Assert.True(film.ExitCode is 0 or 2, film.Output + film.Error);
        Assert.True(File.Exists(folder.File("films/pair/film.mp4")));
        var spent = (await RunAsync("spend", "pair")).Output;
        Assert.Contains("pair (from its draft)", spent);
        // Nine seconds of film, however often they were made.
        Assert.Matches(@"all +9 s ", spent);
    }

    private IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() };

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync(folder.Path, arguments, Environment);

    private async Task ClockAsync(string what, object? body = null)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(backlot.Address, $"_backlot/clock/{what}"), body ?? new { });
        answer.EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyList<string>> AttemptsAsync()
    {
        var ledger = await http.GetFromJsonAsync<JsonElement>(new Uri(backlot.Address, "_backlot/ledger"));
        return [.. ledger.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("attempt_id").GetString()!)];
    }
}
