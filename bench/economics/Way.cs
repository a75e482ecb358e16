using Orchestrator.Generation;
using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>A way of producing: how the models of a film are chosen, and what follows a rejected take.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Choose">Chooses the routes of a film.</param>
/// <param name="Repairs">Whether the product's decision follows a rejected take; otherwise it is the same request with a new seed.</param>
/// <param name="Board">Whether takes start from a storyboard frame, which is paid for.</param>
internal sealed record Way(string Name, Func<Desk, Brief, ShotPlan, IReadOnlyList<RouteChoice>> Choose, bool Repairs, bool Board = true)
{
    private const string TextRow = "kling-v3-text";

    /// <summary>The router's options; the product's own unless a way says otherwise.</summary>
    public RoutingOptions Routing { get; init; } = new();

    public static Way Product { get; } = new("this router, one field changed", (desk, brief, plan) => desk.Routed(brief, plan), Repairs: true);

    /// <summary>The product without trials: nothing comes on record of rows in reserve.</summary>
    public static Way Untried { get; } = Product.Trying(0, "no trials");

    /// <summary>Half the bound, and the understudy after the first rejected take.</summary>
    public static Way Cautious { get; } = Product.Trying(0.2m, "20 %, one take before the understudy", takes: 1);

    public static Way CheapestRow { get; } = new("always the cheapest, one field changed", (desk, brief, plan) => desk.Each(brief, plan, desk.Cheapest), Repairs: true);

    private static Way BestRow { get; } = new("always the best, one field changed", (desk, brief, plan) => desk.Each(brief, plan, desk.Best), Repairs: true);

    /// <summary>The ways beside the product's.</summary>
    public static IReadOnlyList<Way> All { get; } =
    [
        Product,
        Product with { Name = "this router, new take", Repairs = false },
        CheapestRow,
        CheapestRow with { Name = "always the cheapest, new take", Repairs = false },
        BestRow,
        BestRow with { Name = "always the best, new take", Repairs = false },
        new("prompt and pray: no storyboard, new take", (desk, brief, plan) => desk.Each(brief, plan, _ => desk.Named(TextRow)), Repairs: false, Board: false),
    ];

    /// <summary>What trials may lose, and how else a model could be explored.</summary>
    public static IReadOnlyList<Way> Explorations { get; } =
    [
        Product,
        Untried,
        Product.Trying(0.1m, "trials lose at most 10 %"),
        Cautious,
        Product.Trying(0.3m, "trials lose at most 30 %"),
        Product.Trying(10, "trials without a bound"),
        Product.Trying(0.4m, "40 %, one take before the understudy", takes: 1),
        Product with { Name = "five takes on record are enough", Routing = new() { EnoughTakes = 5 } },
        new("Thompson sampling, no bound, no understudy", (desk, brief, plan) => desk.Each(brief, plan, desk.Sampled), Repairs: true),
    ];

    private Way Trying(decimal share, string name, int takes = 2) => this with { Name = name, Routing = new() { TrialShare = share, TrialTakes = takes } };
}
