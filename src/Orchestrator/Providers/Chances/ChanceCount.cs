using Orchestrator.Model;

namespace Orchestrator.Providers.Chances;

/// <summary>What is on record of one attribute of one model in one kind of shot, older takes counting less.</summary>
/// <param name="Model">Catalogue name.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="ShotType">Kind of shot.</param>
/// <param name="Passes">Takes that were measured on it and not rejected for it.</param>
/// <param name="Fails">Takes that were rejected for it.</param>
internal sealed record ChanceCount(string Model, ScoredAttribute Attribute, string ShotType, double Passes, double Fails)
{
    /// <summary>Takes in all.</summary>
    public double Takes => Passes + Fails;
}
