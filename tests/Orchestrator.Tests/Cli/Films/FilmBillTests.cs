using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Model;
using Orchestrator.Testing;
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
        Assert.Contains(bill.Takes, take => Enum.GetValues<ScoredAttribute>().Any(attribute => Words.Of(attribute) == take.Purpose));
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

    private static async Task<WorkflowHistory> HistoryAsync(string name) => WorkflowHistory.FromJson(
        $"film-{name}",
        await File.ReadAllTextAsync(Repository.Path("tests", "Orchestrator.Tests", "Workflows", "Histories", $"{name}.v1.json")));
}
