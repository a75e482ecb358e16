using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Chances;

/// <summary>
/// The chance that a take is accepted, from what is on record. A take is rejected for one attribute, the first in causal order that
/// explains it, so the chance is the product over the attributes of “not rejected for this one, given that none before it was to
/// blame”. Each factor is a Beta posterior: the row's prior, then the model's other kinds of shots, then this kind.
/// </summary>
internal sealed class ChanceModel(IReadOnlyList<ChanceCount> counts)
{
    /// <summary>Takes that a prior counts for: Beta(8, 2) for a chance of 0.8.</summary>
    public const double PriorTakes = 10;

    /// <summary>What a take of another kind of shot counts for: a model that fails with people need not fail with things.</summary>
    public const double OtherKind = 0.25;

    private readonly ILookup<(string Model, ScoredAttribute Attribute), ChanceCount> byModel =
        counts.ToLookup(count => (count.Model, count.Attribute));

    /// <summary>Nothing on record: the chances of the catalogue.</summary>
    public static ChanceModel Empty { get; } = new([]);

    /// <summary>The chance of one take of a shot, 0..1.</summary>
    public double Of(ModelRow row, Shot shot)
    {
        var type = ShotType.Of(shot);
        var attributes = Judged(shot);
        var prior = Math.Pow(row.Chance, 1.0 / attributes.Count);
        return attributes.Aggregate(1.0, (product, attribute) => product * Pass(row.Name, attribute, type, prior));
    }

    /// <summary>Scored takes of a model behind its chance, older ones counting less.</summary>
    public double TakesOf(string model) => ScoredAttributes.OfEveryTake.Max(attribute => byModel[(model, attribute)].Sum(count => count.Takes));

    private double Pass(string model, ScoredAttribute attribute, string type, double prior)
    {
        var others = byModel[(model, attribute)].Where(count => count.ShotType != type).ToList();
        var pooled = Posterior(prior, OtherKind * others.Sum(count => count.Passes), OtherKind * others.Sum(count => count.Fails));
        var own = byModel[(model, attribute)].Where(count => count.ShotType == type).ToList();
        return Posterior(pooled, own.Sum(count => count.Passes), own.Sum(count => count.Fails));
    }

    // Mean of Beta(prior × PriorTakes + passes, (1 − prior) × PriorTakes + fails).
    private static double Posterior(double prior, double passes, double fails) =>
        ((prior * PriorTakes) + passes) / (PriorTakes + passes + fails);

    // Sound is judged only where sound is asked, the end where the shot says how it ends.
    private static IReadOnlyList<ScoredAttribute> Judged(Shot shot) =>
        [.. ScoredAttributes.OfEveryTake.Where(attribute => attribute != ScoredAttribute.Audio || shot.Fields.Audio.Description is not null), .. shot.End is null ? [] : new[] { ScoredAttribute.Ending }];
}
