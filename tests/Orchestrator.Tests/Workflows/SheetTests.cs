using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Workflows;

/// <summary>Reference sheets in a production: drawn once, approved once, in every frame and take that shows them.</summary>
public sealed class SheetTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_Likenesses_AreDrawnOnceAndGoAlongWithEveryFrameAndTakeThatShowsThem()
    {
        var delivery = await (await set.StartFilmAsync(Named())).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal("mara", Assert.Single(set.Stages.Sheets).Likeness.Id);
        Assert.Equal(["mara", "tern-bottle"], delivery.Board!.Sheets!.Select(sheet => sheet.ShotId));
        var (sheet, given) = (delivery.Board.Sheets![0].Image, delivery.Board.Sheets[1].Image);
        Assert.Equal(FakeStages.Asset("bottle"), given);
        var frames = set.Stages.Drawn.ToDictionary(request => request.Shot.Id, request => request.References?.Select(reference => reference.Asset).ToList());
        Assert.Equal([sheet], frames["s01"]!);
        Assert.Equal([sheet, given], frames["s02"]!);
        Assert.Null(frames["s03"]);
        Assert.All(set.Stages.Submitted, submit => Assert.Equal(frames[submit.Request.ShotId], submit.Request.References?.Select(reference => reference.Asset)));
        Assert.Equal(["Mara", "Tern bottle"], set.Stages.Submitted.Single(submit => submit.Request.ShotId == "s02").Request.References!.Select(reference => reference.Purpose));
        // Three frames and the one sheet that was drawn.
        Assert.Equal(set.Stages.TakePrice * 3 + Money.Usd(0.05m) * 4, delivery.Spent);
    }

    [Fact]
    public async Task Run_WaitingApproval_ShowsTheSheetsBeforeAnyFrameIsDrawnAndDrawsTheRejectedOneAgain()
    {
        var film = await set.StartFilmAsync(Named() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting == "the reference sheets wait for approval");

        Assert.Empty(set.Stages.Drawn);
        var waiting = await film.QueryAsync(workflow => workflow.Board());
        Assert.Equal((0, 2), (waiting!.Frames.Count, waiting.Sheets!.Count));
        var unknown = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("s01", "closer"))));
        Assert.Contains("There is no reference sheet s01", unknown.InnerException!.Message);
        var fixedPicture = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("tern-bottle", "greener"))));
        Assert.Contains("the brief's own", fixedPicture.InnerException!.Message);

        var redrawn = await film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("mara", "older")));
        Assert.Equal("older", set.Stages.Sheets.Last().Note);
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        await FilmSet.UntilAsync(film, progress => progress.Waiting == "the storyboard waits for approval");
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());

        var delivery = await film.GetResultAsync();
        Assert.Equal(2, redrawn.Version);
        Assert.Contains(redrawn, delivery.Board!.Sheets!);
        Assert.All(set.Stages.Drawn.Where(request => request.Shot.Id == "s01"), request => Assert.Equal(redrawn.Image, Assert.Single(request.References!).Asset));
        Assert.Equal(["/mara/sheet.1", "/mara/sheet.2"], set.Stages.Sheets.Select(request => request.AttemptId[request.AttemptId.IndexOf("/mara", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Run_BudgetWithoutRoomForTheSheets_StopsBeforeAnythingIsBought()
    {
        var brief = Named() with { Budget = new(Money.Usd(3.15m)) };

        var film = await set.StartFilmAsync(brief);
        var soFar = await BudgetTests.StoppedAsync(film);

        Assert.Equal(DeliveryStatus.StoppedByBudget, soFar.Status);
        Assert.Empty(set.Stages.Sheets);
        Assert.Contains("needs at least 3.20 USD", soFar.Message);
        await film.TerminateAsync();
    }

    /// <summary>Three shots: somebody alone, somebody with a product whose picture is given, and neither.</summary>
    internal static Brief Named() => Briefs.Of(seconds: 18, beats: 3) with
    {
        Treatment = ["Mara sits in the kitchen.", "The Tern bottle stands before Mara on the table.", "A boat on the water of a harbor at dawn."],
        Likenesses =
        [
            new("mara", LikenessKind.Character, "Mara", "a woman in a yellow raincoat"),
            new("tern-bottle", LikenessKind.Product, "Tern bottle", "a teal glass bottle") { Picture = FakeStages.Asset("bottle") },
        ],
    };
}
