using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

public class ShotRouterTests
{
    private readonly ShotRouter router = new(ModelCatalogue.ReadInstalled(), BacklotSet.Accounts, TimeProvider.System);

    [Fact]
    public async Task Choose_OpenBrief_TakesTheCheapestExpectedTakeAndSaysWhyNotTheOthers()
    {
        var (choice, _) = router.Choose(await AskAsync(seconds: 6));

        Assert.Equal("kling-v3-pro", choice!.Model);
        Assert.Equal(6, choice.Seconds);
        Assert.Equal(Money.Usd(6 * 0.168m), choice.WorstCase);
        Assert.Equal(["seedance-2.0", "veo-3.1"], choice.Losers.Where(loser => loser.Reason.Contains("expected to an accepted take") && !loser.Reason.StartsWith("kept in reserve", StringComparison.Ordinal)).Select(loser => loser.Model).Order());
    }

    [Fact]
    public async Task Choose_LongShotWithPeople_AvoidsTheDocumentedDefect()
    {
        var (choice, losers) = router.Choose(await AskAsync(seconds: 9, beat: "A barista walks to the window."));

        Assert.Equal("seedance-2.0", choice!.Model);
        Assert.Contains(losers, loser => loser.Model == "kling-v3-pro" && loser.Reason.Contains("limb ghosting"));
        Assert.Contains(losers, loser => loser.Model == "veo-3.1" && loser.Reason.Contains("at most 8 s"));
    }

    [Fact]
    public async Task Choose_NobodyCan_GivesEveryReason()
    {
        var (choice, losers) = router.Choose(await AskAsync(seconds: 20));

        Assert.Null(choice);
        Assert.Equal(ModelCatalogue.ReadInstalled().Video(new(2026, 11, 20)).Select(row => row.Name), losers.Select(loser => loser.Model));
    }

    [Fact]
    public async Task Choose_NamedModel_IsTaken()
    {
        var (choice, _) = router.Choose((await AskAsync(seconds: 5)) with { Allowed = ["veo-3.1"] });

        Assert.Equal("veo-3.1", choice!.Model);
        Assert.Equal(6, choice.Seconds);
        Assert.Contains("the brief names it", choice.Reason);
    }

    [Fact]
    public async Task Choose_TallFilm_PrefersAModelThatMakesItsLines()
    {
        var narrow = ModelCatalogue.ReadInstalled().Rows.Select(row => row.Name == "kling-v3-pro" ? row with { Lines = [720] } : row);
        var ask = (await AskAsync(seconds: 6)) with { Size = new(1920, 1080) };

        var (choice, losers) = new ShotRouter(new ModelCatalogue(narrow), BacklotSet.Accounts, TimeProvider.System).Choose(ask);
        var (only, _) = new ShotRouter(new ModelCatalogue(narrow), BacklotSet.Accounts, TimeProvider.System).Choose(ask with { Allowed = ["seedance-2.0"] });

        Assert.Equal("veo-3.1", choice!.Model);
        Assert.Contains(losers, loser => loser.Model == "kling-v3-pro" && loser.Reason.StartsWith("only 720 lines", StringComparison.Ordinal));
        Assert.Equal("seedance-2.0", only!.Model);
    }

    [Fact]
    public async Task Choose_ReserveRow_IsTakenOnlyWhenNamedOrWhenNoOtherCan()
    {
        var ask = await AskAsync(seconds: 6);
        var onlyReserve = new ModelCatalogue(ModelCatalogue.ReadInstalled().Rows.Where(row => row.Reserve));

        var (named, _) = router.Choose(ask with { Allowed = ["ltx-2.3"] });
        var (open, _) = router.Choose(ask);
        var (last, _) = new ShotRouter(onlyReserve, BacklotSet.Accounts, TimeProvider.System).Choose(ask);

        Assert.Equal("ltx-2.3", named!.Model);
        Assert.Contains(open!.Losers, loser => loser.Model == "ltx-2.3" && loser.Reason.StartsWith("kept in reserve", StringComparison.Ordinal));
        Assert.NotNull(last);
    }

    [Fact]
    public async Task Choose_NoAccount_IsAReason()
    {
        var (choice, losers) = new ShotRouter(ModelCatalogue.ReadInstalled(), new(new HashSet<string>()), TimeProvider.System).Choose(await AskAsync(seconds: 6));

        Assert.Null(choice);
        Assert.All(losers, loser => Assert.StartsWith("no account with", loser.Reason));
    }

    [Fact]
    public async Task Choose_EditModel_IsNoWayToMakeAShot()
    {
        var (choice, losers) = router.Choose((await AskAsync(seconds: 6)) with { Allowed = ["ltx-2.3-retake"] });

        Assert.Null(choice);
        Assert.Contains(losers, loser => loser is { Model: "ltx-2.3-retake", Reason: "changes takes and makes none" });
    }

    private static async Task<RouteShotRequest> AskAsync(double seconds, string beat = "A cup on a table in the cafe.")
    {
        var brief = Briefs.Of(seconds: 8) with { Treatment = [beat] };
        var shot = (await new DeterministicPlanner().PlanAsync(brief, default)).Shots[0];
        return new(shot with { Frames = (int)(seconds * 24) }, 24, new(1280, 720), [], []);
    }
}
