namespace Orchestrator.Scoring.Measures;

/// <summary>Where a take's subject stands against the storyboard frame.</summary>
/// <param name="Dx">To the right, as a share of the width.</param>
/// <param name="Dy">Downwards, as a share of the height.</param>
/// <param name="Scale">Growth; 1 is the same size.</param>
/// <param name="Difference">What is left when the subject is followed there, 0 (the same) to 1 (nothing alike).</param>
/// <param name="Unmoved">The difference on its old mark.</param>
internal sealed record SubjectMark(double Dx, double Dy, double Scale, double Difference, double Unmoved)
{
    private const double Alike = 0.12;
    private const double LeastGain = 0.3;

    /// <summary>Whether the subject is found, clearly better, off its mark.</summary>
    public bool Moved => Unmoved > Alike && Unmoved - Difference > LeastGain * Unmoved;

    /// <summary>This mark where the subject is found off it, otherwise none.</summary>
    public SubjectMark OrNone() => Moved ? this : this with { Dx = 0, Dy = 0, Scale = 1, Difference = Unmoved };
}
