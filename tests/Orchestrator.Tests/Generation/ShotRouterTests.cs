using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;
using Orchestrator.Tests.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

public sealed class ShotRouterTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly ShotRouter router;

    public ShotRouterTests() => router = new(ModelCatalogue.ReadInstalled(), BacklotSet.Accounts, Ledger, new(), TimeProvider.System);

    private ChanceLedger Ledger => new(folder.File("chances.db"), TimeProvider.System);

    public void Dispose() => folder.Dispose();

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
        Assert.Contains(losers, loser => loser.Model == "veo-3.1" && loser.Reason.StartsWith("in parts, 4 s and 7 s added by veo-3.1-extend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choose_NobodyCan_GivesEveryReason()
    {
        var (choice, losers) = router.Choose(await AskAsync(seconds: 80));

        Assert.Null(choice);
        Assert.Equal(ModelCatalogue.ReadInstalled().Video(new(2026, 11, 20)).Select(row => row.Name), losers.Select(loser => loser.Model));
    }

    [Theory]
    [InlineData("veo-3.1", 14, 8, new[] { 7 }, 15 * 0.40)]
    [InlineData("veo-3.1", 12, 6, new[] { 7 }, 13 * 0.40)]
    [InlineData("veo-3.1", 20, 6, new[] { 7, 7 }, 20 * 0.40)]
    [InlineData("veo-3.1-vertex", 12, 6, new[] { 7 }, 13 * 0.40)]
    [InlineData("ltx-2.3", 14, 10, new[] { 4 }, (10 * 0.06) + (4 * 0.10))]
    [InlineData("gemini-omni", 12, 10, new[] { 3 }, 13 * 0.104)]
    public async Task Choose_ShotLongerThanTheModelMakes_IsMadeInTheFewestAndCheapestParts(string model, int seconds, int first, int[] added, double price)
    {
        var (choice, _) = router.Choose((await AskAsync(seconds)) with { Allowed = [model] });

        Assert.Equal(first, choice!.Seconds);
        Assert.Equal(added, choice.Added!.Select(part => part.Seconds));
        Assert.Equal(Money.Usd((decimal)price), choice.WorstCase);
        Assert.Contains("added", choice.Reason);
    }

    [Fact]
    public async Task Choose_ShotThatSaysHowItEnds_GoesToAModelThatTakesAnEndFrame()
    {
        var ask = await AskAsync(seconds: 6);
        var ended = ask with { Shot = ask.Shot with { End = new("the boats are gone", ask.Shot.Fields) } };
        var catalogue = ModelCatalogue.ReadInstalled();

        var (choice, _) = router.Choose(ended);

        Assert.NotNull(catalogue.Find(choice!.Model).Input.EndImage);
        Assert.Contains(choice.Losers, loser => loser.Model == "veo-3.1" && loser.Reason == "takes no end frame; the brief says how the shot ends");
        Assert.All(choice.Losers.Where(loser => loser.Reason.Contains("expected to an accepted take")), loser => Assert.NotNull(catalogue.Find(loser.Model).Input.EndImage));
        var (named, _) = router.Choose(ended with { Allowed = ["veo-3.1-frames"] });
        Assert.Equal("veo-3.1-frames", named!.Model);
    }

    [Fact]
    public async Task Choose_ShotWithoutAnEnd_NeverGoesToAModelThatFilmsNothingWithoutOne()
    {
        var (choice, losers) = router.Choose((await AskAsync(seconds: 6)) with { Allowed = ["veo-3.1-frames"] });

        Assert.Null(choice);
        Assert.Contains(losers, loser => loser.Model == "veo-3.1-frames" && loser.Reason.StartsWith("films nothing without an end frame", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choose_EndedShotLongerThanAClip_IsNotMadeInParts()
    {
        var ask = (await AskAsync(seconds: 14)) with { Allowed = ["veo-3.1-frames"] };

        var (choice, losers) = router.Choose(ask with { Shot = ask.Shot with { End = new("the boats are gone", ask.Shot.Fields) } });

        Assert.Null(choice);
        Assert.Contains(losers, loser => loser.Model == "veo-3.1-frames" && loser.Reason == "at most 8 s a clip; the shot has 14 s");
    }

    [Fact]
    public async Task Choose_OneModelInOnePiece_IsPreferredToASeam()
    {
        var (choice, losers) = router.Choose((await AskAsync(seconds: 12)) with { Allowed = ["veo-3.1-fast", "kling-v3-pro"] });

        Assert.Equal("kling-v3-pro", choice!.Model);
        Assert.Null(choice.Added);
        Assert.Contains(losers, loser => loser.Model == "veo-3.1-fast" && loser.Reason.Contains("in parts, 6 s and 7 s added by veo-3.1-fast-extend"));
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
    public async Task Choose_NamedModelWithADocumentedDefect_IsTakenAndTheDefectIsTold()
    {
        var (choice, _) = router.Choose((await AskAsync(seconds: 9, beat: "A barista walks to the window.")) with { Allowed = ["kling-v3-pro"] });

        Assert.Equal("kling-v3-pro", choice!.Model);
        Assert.EndsWith("expect limb ghosting in long clips with people (documented defect kling.limb_ghosting)", choice.Reason);
    }

    [Fact]
    public async Task Choose_TallFilm_PrefersAModelThatMakesItsLines()
    {
        var narrow = ModelCatalogue.ReadInstalled().Rows.Select(row => row.Name == "kling-v3-pro" ? row with { Lines = [720] } : row);
        var ask = (await AskAsync(seconds: 6)) with { Size = new(1920, 1080) };

        var (choice, losers) = new ShotRouter(new ModelCatalogue(narrow), BacklotSet.Accounts, Ledger, new(), TimeProvider.System).Choose(ask);
        var (only, _) = new ShotRouter(new ModelCatalogue(narrow), BacklotSet.Accounts, Ledger, new(), TimeProvider.System).Choose(ask with { Allowed = ["seedance-2.0"] });

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
        var (last, _) = new ShotRouter(onlyReserve, BacklotSet.Accounts, Ledger, new(), TimeProvider.System).Choose(ask);

        Assert.Equal("ltx-2.3", named!.Model);
        Assert.Contains(open!.Losers, loser => loser.Model == "ltx-2.3" && loser.Reason.StartsWith("kept in reserve", StringComparison.Ordinal));
        Assert.NotNull(last);
    }

    [Fact]
    public async Task Choose_NoAccount_IsAReason()
    {
        var (choice, losers) = new ShotRouter(ModelCatalogue.ReadInstalled(), new(new HashSet<string>()), Ledger, new(), TimeProvider.System).Choose(await AskAsync(seconds: 6));

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

    [Fact]
    public async Task Choose_ModelThatFailsAgainAndAgain_LosesItsPlace()
    {
        var ask = await AskAsync(seconds: 6);
        for (var take = 0; take < 30; take++)
            Ledger.Record("kling-v3-pro", ask.Shot, ChanceLedgerTests.Card($"film/s01/{take}", ScoredAttribute.Lighting));

        var (choice, losers) = router.Choose(ask);

        Assert.NotEqual("kling-v3-pro", choice!.Model);
        Assert.Contains(losers, loser => loser.Model == "kling-v3-pro" && loser.Reason.Contains("30 takes on record"));
    }

    [Fact]
    public async Task Choose_ReserveRowWithEnoughGoodTakes_IsReserveNoLonger()
    {
        var ask = await AskAsync(seconds: 6);
        for (var take = 0; take < 12; take++)
            Ledger.Record("ltx-2.3-fast", ask.Shot, ChanceLedgerTests.Card($"film/s01/{take}", null));

        var (choice, _) = router.Choose(ask);

        Assert.Equal("ltx-2.3-fast", choice!.Model);
        Assert.Contains("12 takes on record", choice.Reason);
        Assert.EndsWith("; if all others are rejected, the last take is kling-v3-pro's", choice.Reason);
        Assert.Equal(new RouteUnderstudy("kling-v3-pro", 6, Money.Usd(6 * 0.168m), null), choice.Understudy);
        Assert.Null(choice.Trial);
    }

    [Fact]
    public async Task Choose_FastTurnOfTheCamera_AvoidsTheDocumentedDefect()
    {
        var ask = await AskAsync(seconds: 6);
        var turning = ask.Shot.Fields with { Camera = new(CameraMove.PanLeft, Pace.Fast) };

        var (_, losers) = router.Choose(ask with { Shot = ask.Shot with { Fields = turning } });

        Assert.Contains(losers, loser => loser.Model == "kling-v3-pro" && loser.Reason.Contains("kling.rotation_clip"));
    }

    [Fact]
    public async Task Choose_ShotThatGoesOn_NeedsAModelWithAStartFrame()
    {
        var ask = await AskAsync(seconds: 6);

        var (_, losers) = router.Choose(ask with { Shot = ask.Shot with { ContinuesFrom = "s01" } });

        Assert.Contains(losers, loser => loser is { Model: "kling-v3-text", Reason: "takes no start frame; the shot goes on where s01 ends" });
    }

    [Fact]
    public async Task Choose_References_KeepsTheRowsThatTakeThem()
    {
        var ask = (await AskAsync(seconds: 6)) with { References = [.. Enumerable.Repeat(ReferenceKind.Image, 5), ReferenceKind.Video] };

        var (choice, losers) = router.Choose(ask);

        var taken = ModelCatalogue.ReadInstalled().Rows.Single(row => row.Name == choice!.Model).References;
        Assert.True(taken is { Images: >= 5, Videos: >= 1 }, choice!.Model);
        Assert.Contains(losers, loser => loser is { Model: "veo-3.1-references", Reason: "at most 3 reference pictures; the shot has 5" });
        Assert.Contains(losers, loser => loser is { Model: "veo-3.1", Reason: "takes no reference pictures" });
    }

    [Theory]
    [InlineData("veo-3.1-references", 3)]
    [InlineData("kling-v3-omni-direct", 5)]
    [InlineData("seedance-2.0-references", 9)]
    public async Task Choose_MoreReferencesThanTheModelTakes_TakesTheFirstAndSaysSo(string model, int most)
    {
        var ask = (await AskAsync(seconds: 6)) with { References = [.. Enumerable.Repeat(ReferenceKind.Image, 11)], Allowed = [model] };

        var (choice, _) = router.Choose(ask);

        Assert.Equal((model, most), (choice!.Model, choice.References));
        Assert.EndsWith($"; it takes the first {most} of the shot's 11 references", choice.Reason);
    }

    [Theory]
    [InlineData("gemini-omni")]
    [InlineData("veo-3.1-vertex")]
    [InlineData("seedance-2.0-direct")]
    public async Task Choose_RowThatTakesReferencesInsteadOfAStartFrame_IsGivenTheStartFrame(string model)
    {
        var ask = (await AskAsync(seconds: 6)) with { References = [ReferenceKind.Image] };
        ask = ask with { Shot = ask.Shot with { ContinuesFrom = "s01" } };

        var (_, losers) = router.Choose(ask);
        var (alone, _) = router.Choose(ask with { Allowed = [model] });

        Assert.Contains(losers, loser => loser.Model == model && loser.Reason == "takes references instead of a start frame, not beside it");
        Assert.Equal(model, alone!.Model);
        Assert.Null(alone.References);
        Assert.EndsWith("so they are in its start frame only", alone.Reason);
    }

    [Theory]
    [InlineData("DE", false)]
    [InlineData("US", true)]
    [InlineData(null, true)]
    public async Task Choose_RowThatIsNotOfferedInTheEea_DependsOnTheCountry(string? country, bool offered)
    {
        var rows = ModelCatalogue.ReadInstalled().Rows.Select(row => row.Name == "veo-3.1" ? row with { NotIn = [Region.Eea] } : row);

        var (choice, losers) = new ShotRouter(new ModelCatalogue(rows), BacklotSet.Accounts, Ledger, new() { Country = country }, TimeProvider.System)
            .Choose((await AskAsync(seconds: 6)) with { Allowed = ["veo-3.1"] });

        Assert.Equal(offered, choice is not null);
        Assert.Equal(!offered, losers.Any(loser => loser is { Model: "veo-3.1", Reason: "not offered in DE" }));
    }

    [Fact]
    public async Task Choose_RowWithoutPeople_IsLeftOutForShotsWithPeople()
    {
        var rows = ModelCatalogue.ReadInstalled().Rows.Select(row => row with { People = row.Name != "kling-v3-pro" });
        var narrow = new ShotRouter(new ModelCatalogue(rows), BacklotSet.Accounts, Ledger, new(), TimeProvider.System);

        var (things, _) = narrow.Choose(await AskAsync(seconds: 6));
        var (_, losers) = narrow.Choose(await AskAsync(seconds: 6, beat: "A barista walks to the window."));

        Assert.Equal("kling-v3-pro", things!.Model);
        Assert.Contains(losers, loser => loser is { Model: "kling-v3-pro", Reason: "no people" });
    }

    [Fact]
    public async Task Choose_ShapeOfThePicture_IsAReason()
    {
        var ask = await AskAsync(seconds: 6);

        var (_, square) = router.Choose(ask with { Size = new(720, 720) });
        var (_, wide) = router.Choose(ask);

        Assert.Contains(square, loser => loser is { Model: "gemini-omni-fal", Reason: "no 1:1 picture" });
        Assert.DoesNotContain(wide, loser => loser.Reason.EndsWith("picture", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choose_SoundThatARowDoesNotMake_IsAReasonUnlessTheShotIsSilent()
    {
        var ask = await AskAsync(seconds: 5);

        var (_, heard) = router.Choose(ask);
        var (_, silent) = router.Choose(ask with { Shot = ask.Shot with { Fields = ask.Shot.Fields with { Audio = new(null) } } });

        Assert.Contains(heard, loser => loser.Model == "runway-gen-4.5" && loser.Reason.StartsWith("no sound", StringComparison.Ordinal));
        Assert.DoesNotContain(silent, loser => loser.Reason.StartsWith("no sound", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choose_WaitingIsWorthMoney_TakesTheFasterRowAndSaysWhatTheWaitAdds()
    {
        var hurried = new ShotRouter(ModelCatalogue.ReadInstalled(), BacklotSet.Accounts, Ledger, new() { UsdPerMinute = 3 }, TimeProvider.System);

        var (patient, _) = router.Choose(await AskAsync(seconds: 6));
        var (choice, losers) = hurried.Choose(await AskAsync(seconds: 6));

        Assert.DoesNotContain("waiting", patient!.Reason);
        Assert.Equal("seedance-2.0", choice!.Model);
        Assert.Contains("4.50 USD for about 90 s of waiting", choice.Reason);
        Assert.Contains(losers, loser => loser.Model == "kling-v3-pro" && loser.Reason.Contains("7.25 USD for about 145 s of waiting"));
    }

    [Fact]
    public async Task Choose_Draft_TakesTheCheapestThatFollowsTheStoryboard()
    {
        var (choice, losers) = router.Choose((await AskAsync(seconds: 6)) with { Size = new(640, 360), Draft = true });

        Assert.Equal("ltx-2.3-fast", choice!.Model);
        Assert.StartsWith("cheapest for a draft; ", choice.Reason);
        Assert.Contains(losers, loser => loser is { Model: "kling-v3-text", Reason: "takes no start frame; a draft follows the storyboard" });
    }

    private static async Task<RouteShotRequest> AskAsync(double seconds, string beat = "A cup on a table in the cafe.")
    {
        var brief = Briefs.Of(seconds: 8) with { Treatment = [beat] };
        var shot = (await new DeterministicPlanner().PlanAsync(brief, default)).Shots[0];
        return new(shot with { Frames = (int)(seconds * 24) }, 24, new(1280, 720), [], []);
    }
}
