using Orchestrator.Model;

namespace Orchestrator.Scoring.Lines;

/// <summary>The line of one measured deviation: what good takes show, and from where on a take is rejected.</summary>
/// <param name="Attribute">The attribute that it decides.</param>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">Unit of the deviation.</param>
/// <param name="Median">The deviation of an ordinary good take.</param>
/// <param name="Reject">The deviation from which a take fails.</param>
/// <param name="Source">Where the two figures come from.</param>
internal sealed record ScoreLine(ScoredAttribute Attribute, string Name, string Unit, double Median, double Reject, string Source)
{
    /// <summary>Deviation over the line: reliability × (deviation − median) / (reject − median); above 1 fails.</summary>
    public double Exceedance(double deviation, double reliability = 1) => reliability * (deviation - Median) / (Reject - Median);
}
