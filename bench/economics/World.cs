using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;

namespace Orchestrator.EconomicsBench;

/// <summary>
/// One way in which the models may really be: the chance of each is drawn from the prior that its catalogue row stands for, and
/// where it is weak is drawn evenly, because no figures by attribute are published.
/// </summary>
internal sealed class World(int number, ModelCatalogue catalogue, Assumptions assumptions)
{
    private static readonly ScoredAttribute[] Attributes = Enum.GetValues<ScoredAttribute>();

    private readonly Dictionary<string, Truth> truths = [];

    public int Number { get; } = number;

    public Assumptions Assumptions { get; } = assumptions;

    /// <summary>How a model is here.</summary>
    public Truth Of(string model) => truths.TryGetValue(model, out var truth) ? truth : truths[model] = Drawn(catalogue.Find(model));

    private Truth Drawn(ModelRow row)
    {
        var cheap = row.Price.UsdPerSecond < Assumptions.CheapPrice;
        var expected = cheap && Assumptions.CheapChance is { } said ? said : row.Chance;
        var firstPass = Lot.Beta(expected * ChanceModel.PriorTakes, (1 - expected) * ChanceModel.PriorTakes, Number, row.Name, "first pass");
        var stubborn = Assumptions.Stubborn * (1 - firstPass);
        var unlucky = (1 - firstPass - stubborn) / (1 - stubborn);
        var weights = Attributes.ToDictionary(attribute => attribute, attribute => -Math.Log(Math.Max(1e-300, Lot.Unit(Number, row.Name, attribute))));
        var sum = weights.Values.Sum();
        return new(firstPass, stubborn, unlucky, weights.ToDictionary(pair => pair.Key, pair => pair.Value / sum));
    }
}
