using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;

namespace Orchestrator.EconomicsBench;

/// <summary>
/// One way in which the models may really be: the chance of each is drawn from the prior that its catalogue row stands for, wider
/// where that is a guess, and differs from kind of shot to kind of shot; where it is weak is drawn evenly, because no figures by
/// attribute are published.
/// </summary>
internal sealed class World(int number, ModelCatalogue catalogue, Assumptions assumptions)
{
    private static readonly ScoredAttribute[] Attributes = [.. ScoredAttributes.OfEveryTake];

    private readonly Dictionary<(string Model, string Kind), Truth> truths = [];

    public int Number { get; } = number;

    public Assumptions Assumptions { get; } = assumptions;

    /// <summary>How a model is here in the kind of a shot.</summary>
    public Truth Of(string model, Shot shot)
    {
        var key = (model, ShotType.Of(shot));
        return truths.TryGetValue(key, out var truth) ? truth : truths[key] = Drawn(catalogue.Find(model), key.Item2);
    }

    private Truth Drawn(ModelRow row, string kind)
    {
        var cheap = row.Price.UsdPerSecond < Assumptions.CheapPrice;
        var expected = cheap && Assumptions.CheapChance is { } said ? said : row.Chance;
        var guess = row.Reserve && row.Input.Image is not null;
        if (guess && Assumptions.GuessedChance is { } guessed)
            expected = guessed;
        var weight = guess ? Assumptions.GuessedTakes : ChanceModel.PriorTakes;
        var lands = Lot.Beta(expected * weight, (1 - expected) * weight, Number, row.Name, "first pass");
        var odds = Math.Log(lands / (1 - lands)) + (Assumptions.KindSpread * Lot.Normal(Number, row.Name, kind));
        var firstPass = 1 / (1 + Math.Exp(-odds));
        var stubborn = Assumptions.Stubborn * (1 - firstPass);
        var unlucky = (1 - firstPass - stubborn) / (1 - stubborn);
        var weights = Attributes.ToDictionary(attribute => attribute, attribute => -Math.Log(Math.Max(1e-300, Lot.Unit(Number, row.Name, attribute))));
        var sum = weights.Values.Sum();
        return new(firstPass, stubborn, unlucky, weights.ToDictionary(pair => pair.Key, pair => pair.Value / sum));
    }
}
