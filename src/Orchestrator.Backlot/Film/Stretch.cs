namespace Orchestrator.Backlot.Film;

/// <summary>Frames of a plan that are seen one after the other.</summary>
/// <param name="Take">The plan.</param>
/// <param name="From">The plan's frame with which they begin.</param>
/// <param name="Frames">How many.</param>
internal sealed record Stretch(TakePlan Take, int From, int Frames)
{
    /// <summary>What of it lies between two of its frames.</summary>
    public Stretch Between(int from, int to) => this with { From = From + from, Frames = to - from };
}
