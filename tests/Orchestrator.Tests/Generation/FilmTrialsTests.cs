using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;
using Orchestrator.Tests.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

public sealed class FilmTrialsTests : IDisposable
{
    private const string Cheap = "ltx-2.3-fast";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ChanceLedger Ledger => new(folder.File("chances.db"), TimeProvider.System);

    [Fact]
    public async Task Give_FilmOfAMinute_LosesNoMoreThanItsShare()
    {
        var request = await AskAsync();

        var routes = Give(request);

        var trials = routes.Where(route => route.Trial is not null).ToList();
        var bound = 0.2m * request.Routes.Sum(route => route.WorstCase.Amount());
        Assert.NotEmpty(trials);
        Assert.InRange(trials.Sum(route => route.Trial!.Value.Amount()), 0.01m, bound);
        Assert.All(trials, route => Assert.Equal((Cheap, route.WorstCase.Amount(), "kling-v3-pro", 1), (route.Model, route.Trial!.Value.Amount(), route.Understudy!.Model, route.Understudy.After)));
        Assert.Equal(request.Routes.Where((_, at) => routes[at].Trial is null), routes.Where(route => route.Trial is null));
        Assert.Equal(routes.Select(route => route.Reason), Give(request).Select(route => route.Reason));
    }

    [Fact]
    public async Task Give_Trial_SaysWhyAndWhatItCanLose()
    {
        var request = await AskAsync();

        var trial = Give(request).First(route => route.Trial is not null);

        Assert.StartsWith("on trial, 0 of 10 takes on record: 0.46 USD expected to an accepted take (0.32 USD for 8 s at 70%) instead of 1.68 USD on kling-v3-pro, which takes over after a rejected take; lost then are 0.32 USD at most, and ", trial.Reason);
        Assert.Equal(("kling-v3-pro", request.Routes[0].Reason), (trial.Losers[0].Model, trial.Losers[0].Reason));
        Assert.DoesNotContain(trial.Losers, loser => loser.Model == Cheap);
    }

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.3, 1)]
    [InlineData(0.4, 4)]
    [InlineData(10, 7)]
    public async Task Give_MoreThanAFirstTrialOfEveryShot_BuysSecondTakes(decimal share, int twice)
    {
        var request = await AskAsync();

        var trials = Give(request, share, takes: 2).Where(route => route.Trial is not null).ToList();

        Assert.Equal(twice, trials.Count(route => route.Understudy!.After == 2));
        Assert.All(trials, route => Assert.Equal(route.WorstCase.Amount() * route.Understudy!.After, route.Trial!.Value.Amount()));
        Assert.InRange(trials.Sum(route => route.Trial!.Value.Amount()), 0.01m, share * request.Routes.Sum(route => route.WorstCase.Amount()));
    }

    [Fact]
    public async Task Give_TwoAttemptsForAShot_LeaveTheUnderstudyOne()
    {
        var request = (await AskAsync()) with { Trials = new(Money.Usd(100), null, 2) };

        Assert.All(Give(request, share: 10, takes: 2).Where(route => route.Trial is not null), route => Assert.Equal(1, route.Understudy!.After));
    }

    [Theory]
    [InlineData(0, 4, 100, 0)]
    [InlineData(0.2, 1, 100, 0)]
    [InlineData(0.2, 4, 0.3, 0)]
    [InlineData(0.2, 4, 0.4, 1)]
    [InlineData(10, 4, 100, 7)]
    [InlineData(0.1, 2, 100, 2)]
    public async Task Give_Bounds_DecideHowManyAreTried(decimal share, int attempts, decimal left, int tried)
    {
        var request = (await AskAsync()) with { Trials = new(Money.Usd(left), null, attempts) };

        Assert.Equal(tried, Give(request, share).Count(route => route.Trial is not null));
    }

    [Fact]
    public async Task Give_ShotBudgetThatPaysNoTrialBesideTheTake_TriesNothing()
    {
        var request = (await AskAsync()) with { Trials = new(Money.Usd(100), Money.Usd(1.5m), 4) };

        Assert.Same(request.Routes[0], Give(request)[0]);
        Assert.DoesNotContain(Give(request), route => route.Trial is not null);
    }

    [Fact]
    public async Task Give_OlderVersionOrBriefThatNamesModels_TriesNothing()
    {
        var request = await AskAsync();

        Assert.Same(request.Routes, Give(request with { Trials = null }));
        Assert.DoesNotContain(Give(request with { Allowed = ["kling-v3-pro", "veo-3.1"] }), route => route.Trial is not null);
    }

    [Fact]
    public async Task Give_FilmOfOneShot_IsNotTried()
    {
        var request = await AskAsync();

        var one = request with { Shots = [.. request.Shots.Take(1)], Routes = [.. request.Routes.Take(1)] };

        Assert.Same(one.Routes, Give(one, share: 10));
    }

    [Fact]
    public async Task Give_ShotsWhoseFailureIsDear_AreNotTried()
    {
        var request = await AskAsync();
        var shots = request.Shots.Select(shot => shot.Number switch
        {
            2 => shot with { ContinuesFrom = "s01" },
            3 => shot with { Likenesses = ["mug"] },
            4 => shot with { Model = "kling-v3-pro" },
            _ => shot,
        }).ToList();

        var routes = Give(request with { Shots = shots }, share: 10);

        Assert.All(routes.Take(4), route => Assert.Null(route.Trial));
        Assert.NotNull(routes[4].Trial);
    }

    [Fact]
    public async Task Give_SixRejectedTakesInARow_EndTheTrialsOfTheModel()
    {
        var request = await AskAsync();
        for (var take = 0; take < 6; take++)
            Ledger.Record(Cheap, request.Shots[0], ChanceLedgerTests.Card($"film/s01/{take}", ScoredAttribute.Motion));

        var kind = ShotType.Of(request.Shots[0]);
        var routes = Give(request, share: 10);

        Assert.All(request.Shots.Zip(routes).Where(pair => ShotType.Of(pair.First) == kind), pair => Assert.NotEqual(Cheap, pair.Second.Model));
    }

    [Fact]
    public async Task Give_EnoughOnRecord_IsNoTrialAnyMore()
    {
        var request = await AskAsync();
        for (var take = 0; take < 12; take++)
            Ledger.Record(Cheap, request.Shots[0], ChanceLedgerTests.Card($"film/s01/{take}", null));

        Assert.DoesNotContain(Give(request, share: 10), route => route.Model == Cheap && route.Trial is not null);
    }

    private IReadOnlyList<RouteChoice> Give(GroupShotsRequest request, decimal share = 0.2m, int takes = 1)
    {
        RoutingOptions options = new() { TrialShare = share, TrialTakes = takes };
        return new FilmTrials(Router(options), options).Give(request);
    }

    private ShotRouter Router(RoutingOptions options) => new(ModelCatalogue.ReadInstalled(), BacklotSet.Accounts, Ledger, options, TimeProvider.System);

    private async Task<GroupShotsRequest> AskAsync()
    {
        var plan = await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 56) with { Treatment = [.. Enumerable.Repeat("A cup on a table in the cafe.", 7)] }, default);
        var shots = plan.Shots.Select(shot => shot with { Frames = 8 * 24, ContinuesFrom = null }).ToList();
        var routes = shots.Select(shot => Router(new()).Choose(new(shot, 24, new(1280, 720), [], [])).Choice!).ToList();
        return new(shots, routes, 24, new(1280, 720), []) { Trials = new(Money.Usd(100), null, 4) };
    }
}
