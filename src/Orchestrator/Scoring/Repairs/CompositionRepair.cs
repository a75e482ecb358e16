using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Takes a measured error of the subject's mark or size back.</summary>
internal static class CompositionRepair
{
    private const double LeastShift = 0.01;
    private const double LeastScale = 0.03;
    private const double SmallestScale = 50;
    private const double LargestScale = 200;

    /// <summary>The opposite shift and scale, kept inside the picture.</summary>
    public static IEnumerable<(Composition Value, string Words)> Steps(AttributeScore fault, Composition asked)
    {
        var x = Shifted(asked.SubjectX, fault.Deviation("dx", 0));
        var y = Shifted(asked.SubjectY, fault.Deviation("dy", 0));
        var growth = fault.Deviation("scale", 1);
        var scale = Math.Abs(growth - 1) < LeastScale || growth <= 0
            ? asked.ScalePercent
            : Math.Clamp(Math.Round(asked.ScalePercent / growth), SmallestScale, LargestScale);
        yield return (
            asked with { SubjectX = x, SubjectY = y, ScalePercent = scale },
            $"Composition: subject at {asked.SubjectX:0.#}, {asked.SubjectY:0.#} → {x:0.#}, {y:0.#} %, scale {asked.ScalePercent:0} → {scale:0} %.");
    }

    private static double Shifted(double percent, double shift) => Math.Abs(shift) < LeastShift
        ? percent
        : Math.Clamp(Math.Round(percent - (100 * shift)), 2, 98);
}
