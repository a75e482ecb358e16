using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>How a model really is in one world, which nobody in it knows.</summary>
/// <param name="FirstPass">Chance that a first take lands.</param>
/// <param name="Stubborn">Chance that a shot has a fault that stays until the right field is changed.</param>
/// <param name="Unlucky">Chance that a take has a fault by its noise alone.</param>
/// <param name="Weaknesses">Share of the faults of each attribute; they add up to one.</param>
internal sealed record Truth(double FirstPass, double Stubborn, double Unlucky, IReadOnlyDictionary<ScoredAttribute, double> Weaknesses)
{
    /// <summary>The attribute at a place from 0 to 1 among the weaknesses.</summary>
    public ScoredAttribute At(double place)
    {
        foreach (var (attribute, share) in Weaknesses)
        {
            place -= share;
            if (place < 0)
                return attribute;
        }

        return Weaknesses.Keys.Last();
    }
}
