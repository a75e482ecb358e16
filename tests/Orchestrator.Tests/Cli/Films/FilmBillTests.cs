using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Tests.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Common;
using Temporalio.Converters;

namespace Orchestrator.Tests.Cli.Films;

public class FilmBillTests
{
    [Theory]
    [InlineData("repair")]
    [InlineData("gate")]
    [InlineData("retake")]
    [InlineData("lost-submit")]
    public async Task OfAsync_DeliveredFilm_AddsUpToWhatItsDeliverySays(string name)
    {
        var history = await HistoryAsync(name);
        var end = history.Events.Single(entry => entry.WorkflowExecutionCompletedEventAttributes is not null).WorkflowExecutionCompletedEventAttributes;
        var delivery = await DataConverter.Default.ToValueAsync<Delivery>(end.Result.Payloads_[0]);

        var bill = await FilmBill.OfAsync(history, "completed", DataConverter.Default);

        Assert.Equal(delivery.Spent, bill.Spent);
        Assert.Equal(Words.Of(delivery.Status), bill.State);
        Assert.Equal(delivery.Shots.Count, bill.Takes.Count(take => take.Used));
        Assert.True(bill.Finished > TimeSpan.Zero);
    }

    [Fact]
    public async Task OfAsync_RepairedFilm_NamesTheAttributeThatWasRepaired()
    {
        var bill = await FilmBill.OfAsync(await HistoryAsync("repair"), "completed", DataConverter.Default);

        Assert.Contains(bill.Takes, take => take.Purpose == "first take");
        Assert.Contains(bill.Takes, take => ScoredAttributes.OfEveryTake.Any(attribute => Words.Of(attribute) == take.Purpose));
        Assert.Contains(bill.Takes, take => !take.Used);
    }

    [Fact]
    public async Task OfAsync_CancelledFilm_HasNoFinishedMinute()
    {
        var bill = await FilmBill.OfAsync(await HistoryAsync("cancelled"), "canceled", DataConverter.Default);

        Assert.Equal(TimeSpan.Zero, bill.Finished);
        Assert.Equal("canceled", bill.State);
        Assert.True(bill.Storyboard.Micros > 0);
        Assert.DoesNotContain(bill.Takes, take => take.Used);
    }

    [Fact]
    public async Task OfAsync_FilmOfADraft_LeavesTheDraftToItsOwnBill()
    {
        var history = await HistoryAsync("finish");
        var end = history.Events.Single(entry => entry.WorkflowExecutionCompletedEventAttributes is not null).WorkflowExecutionCompletedEventAttributes;
        var delivery = await DataConverter.Default.ToValueAsync<Delivery>(end.Result.Payloads_[0]);

        var bill = await FilmBill.OfAsync(history, "completed", DataConverter.Default);

        Assert.EndsWith("(from its draft)", bill.Name);
        Assert.Equal(delivery.Spent, bill.Spent + delivery.Drafted!.Total());
    }

    [Fact]
    public async Task Tie_FilmOfWhichAShotWasTakenAgain_CountsItsMinutesOnceAndWhatWasReplacedAsWasted()
    {
        await using var set = await FilmSet.StartAsync();
        var first = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        var before = await first.GetResultAsync();
        var second = await set.StartFilmAsync(AgainTests.Again(before));
        var after = await second.GetResultAsync();
        var bill = await FilmBill.OfAsync(await first.FetchHistoryAsync(), "completed", DataConverter.Default);
        var later = await FilmBill.OfAsync(await second.FetchHistoryAsync(), "completed", DataConverter.Default);
        Assert.Equal(2, bill.Takes.Count(take => take.Used));

        FilmBill.Tie([bill, later]);

        Assert.Equal((true, false), (bill.Replaced, later.Replaced));
        Assert.Equal(after.Spent, later.Whole);
        Assert.Equal([false, true], bill.Takes.OrderBy(take => take.AttemptId, StringComparer.Ordinal).Select(take => take.Used));
        Assert.Equal("taken again", Assert.Single(later.Takes).Purpose);
        var output = new StringWriter();
        SpendTable.Write(Terminal.ToWriters(output, output), [bill, later]);
        Assert.Matches($@"all +12 s .*{after.Spent.Amount() / 0.2m:0.00}", output.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OfAsync_ChargedAttemptThatDeliveredNothing_SaysWhetherTheProviderReportedIt(bool reported)
    {
        await using var set = await FilmSet.StartAsync();
        var fetches = 0;
        set.Stages.Fetch = request => Task.FromResult(Interlocked.Increment(ref fetches) == 1
            ? new JobResult(OutcomeClass.AssetGone, null, set.Stages.TakePrice, "the clip can no longer be fetched") { ChargeReported = reported }
            : set.Stages.Delivered(request));
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1));
        var delivery = await film.GetResultAsync();
        var history = await film.FetchHistoryAsync();

        var whole = await FilmBill.OfAsync(history, "completed", DataConverter.Default);
        var soFar = await FilmBill.OfAsync(UpToTheFirstSettlement(history), "running", DataConverter.Default);

        Assert.Equal([!reported, false], delivery.Shots[0].Attempts.Select(attempt => attempt.IsEstimated()));
        Assert.Equal([reported, true], whole.Takes.Select(take => take.Reported));
        Assert.Equal((set.Stages.TakePrice, reported), (Assert.Single(soFar.Takes).Charged, soFar.Takes[0].Reported));
    }

    private static WorkflowHistory UpToTheFirstSettlement(WorkflowHistory history)
    {
        var end = history.Events.ToList().FindIndex(entry => entry.WorkflowExecutionSignaledEventAttributes is { SignalName: "Settle" });
        return new(history.Id, [.. history.Events.Take(end + 1)]);
    }

    [Fact]
    public async Task Write_PlayMoneyAndRealMoney_AreTwoLedgers()
    {
        var history = await HistoryAsync("repair");
        var real = await FilmBill.OfAsync(history, "completed", DataConverter.Default);
        var play = await FilmBill.OfAsync(WorkflowHistory.FromJson("film-play", Played(history.ToJson())), "completed", DataConverter.Default);
        var output = new StringWriter();

        SpendTable.Write(Terminal.ToWriters(output, output), [play, real]);

        Assert.False(real.PlayMoney);
        Assert.True(play.PlayMoney);
        var text = output.ToString();
        Assert.True(text.IndexOf("real money: charged by the providers", StringComparison.Ordinal) < text.IndexOf("play money: the Backlot's, nobody was paid", StringComparison.Ordinal));
        Assert.Contains("nothing above adds one to the other", text);
        Assert.Equal(2, text.Split('\n').Count(line => line.Contains($"{real.Spent}")));
        Assert.DoesNotContain($"{real.Spent + play.Spent}", text);
    }

    // The same film with the quote of a house that sells for play money.
    private static string Played(string json)
    {
        var quote = System.Text.Json.JsonSerializer.Serialize(new FrameQuote("image-model", Money.Usd(0.05m)));
        var played = System.Text.Json.JsonSerializer.Serialize(new FrameQuote("image-model", Money.Usd(0.05m)) { PlayMoney = true });
        var changed = json.Replace(Base64(quote), Base64(played));
        Assert.NotEqual(json, changed);
        return changed;
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task<WorkflowHistory> HistoryAsync(string name) => WorkflowHistory.FromJson(
        $"film-{name}",
        await File.ReadAllTextAsync(Repository.Path("tests", "Orchestrator.Tests", "Workflows", "Histories", $"{name}.v1.json")));
}
