using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Asks for more seconds where a clip came too short. Other technical faults have no field: a new seed follows.</summary>
internal static class TimingRepair
{
    private const double LeastMissing = 2;

    /// <summary>One second more at least, all that is missing at best. The model's own steps are the generation stage's business.</summary>
    public static IEnumerable<(TakeRequest Request, string Words)> Steps(AttributeScore fault, TakeRequest parent)
    {
        if (fault.Deviation("missingFrames", 0) < LeastMissing)
            yield break;
        var missing = Math.Max(0, fault.Deviation("missingSeconds", 0));
        var seconds = Math.Max(parent.Seconds + 1, (int)Math.Ceiling(parent.Seconds + missing));
        yield return (parent with { Seconds = seconds }, $"Timing: {parent.Seconds} → {seconds} s asked.");
    }
}
