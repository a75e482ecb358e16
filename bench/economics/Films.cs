using Orchestrator.Model;
using Orchestrator.Planning;

namespace Orchestrator.EconomicsBench;

/// <summary>Films of a minute, their eight beats drawn by lot, broken into shots by the product's own planner.</summary>
internal static class Films
{
    private const int Beats = 8;

    private static readonly string[] Told =
    [
        "First light over a small harbor, fishing boats resting on calm water in the mist.",
        "A fisherman in a yellow coat walks along the quay, carrying a coil of rope.",
        "Inside the cafe a barista in a navy apron ties her apron behind the counter.",
        "Close on the espresso machine, dark coffee running into a white cup.",
        "The barista sets the cup on the counter by the window and looks up.",
        "Close on the cup, steam curling in the morning light of the window.",
        "A runner in a red jacket runs through the park at dawn.",
        "A dancer in a white dress dances on the roof at sunset.",
        "A baker in a white apron carries a tray of bread through the bakery.",
        "Wide on a mountain lake at noon, clouds over the forest.",
        "A child in a blue sweater holds a kite on the beach.",
        "Close on a bottle of perfume on a table in the studio.",
        "A potter in a grey apron sits in the workshop and raises a bowl.",
        "Night in the city, rain on the street, a car passes under the lamps.",
        "A farmer in a brown vest points across a field of wheat in the afternoon.",
        "A surfer in a black suit walks into the sea at dusk.",
        "Slow push in on a watch in a box on an office desk.",
        "A chef in a white jacket pours sauce over a plate in the kitchen.",
        "Two friends sit in the garden in the evening and toast with glasses.",
        "A cyclist in a green jersey races along the river.",
    ];

    /// <summary>The shots of a film.</summary>
    public static async Task<(Brief Brief, ShotPlan Plan)> DrawAsync(string name)
    {
        var beats = Told.OrderBy(beat => Lot.Unit(name, beat)).Take(Beats).ToList();
        var brief = new Brief(
            name, name, 60 * 24, 24, new(1280, 720), beats,
            new(new(Warmth.Warm, LightQuality.Soft, LightDirection.Left, TimeOfDay.Day), ["amber", "teal", "cream"]),
            new(Money.Usd(45)), [], new(0), new(null, "calm"), Loudness.Web, new(ApprovalPolicy.Auto), 4, 1, [], new Dictionary<int, string>());
        return (brief, await new DeterministicPlanner().PlanAsync(brief, CancellationToken.None));
    }
}
