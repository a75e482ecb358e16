using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.EconomicsBench;

/// <summary>A way of producing: how a model is chosen, and what follows a rejected take.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Choose">Chooses the row for a shot.</param>
/// <param name="Repairs">Whether the product's decision follows a rejected take; otherwise it is the same request with a new seed.</param>
/// <param name="Board">Whether takes start from a storyboard frame, which is paid for.</param>
/// <param name="TrialEvery">The router's option of the same name.</param>
internal sealed record Way(string Name, Func<Desk, RouteShotRequest, ModelRow> Choose, bool Repairs, bool Board = true, int TrialEvery = 0)
{
    private const string TextRow = "kling-v3-text";

    public static Way Product { get; } = new("this router, one field changed", (desk, shot) => desk.Routed(shot), Repairs: true);

    /// <summary>The product with every third shot on trial by a row in reserve.</summary>
    public static Way Trials { get; } = Product with { Name = "the same, every third shot on trial", TrialEvery = 3 };

    public static Way CheapestRow { get; } = new("always the cheapest, one field changed", (desk, shot) => desk.Cheapest(shot), Repairs: true);

    public static IReadOnlyList<Way> All { get; } =
    [
        Product,
        Trials,
        new("this router, new take", (desk, shot) => desk.Routed(shot), Repairs: false),
        CheapestRow,
        new("always the cheapest, new take", (desk, shot) => desk.Cheapest(shot), Repairs: false),
        new("always the best, one field changed", (desk, shot) => desk.Best(shot), Repairs: true),
        new("always the best, new take", (desk, shot) => desk.Best(shot), Repairs: false),
        new("prompt and pray: no storyboard, new take", (desk, _) => desk.Named(TextRow), Repairs: false, Board: false),
    ];
}
