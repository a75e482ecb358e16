namespace Orchestrator.Scoring.Measures;

/// <summary>How a take's picture lies on the storyboard frame: a point p of the frame is found at centre + scale (p − centre) + shift.</summary>
/// <param name="Dx">Shift to the right, as a share of the width.</param>
/// <param name="Dy">Shift downwards, as a share of the height.</param>
/// <param name="Scale">Growth; 1 is the same size.</param>
/// <param name="Likeness">Correlation of the edges as placed, −1..1.</param>
/// <param name="Unmoved">Correlation of the edges without any placement, −1..1.</param>
internal sealed record Placement(double Dx, double Dy, double Scale, double Likeness, double Unmoved)
{
    private const double LeastLikeness = 0.35;
    private const double LeastGain = 0.03;

    /// <summary>Whether moving the picture explains the difference: it gains, and what it gives is alike.</summary>
    public bool Explains => Likeness > LeastLikeness && Likeness - Unmoved > LeastGain;

    /// <summary>This placement where it explains the difference, otherwise none.</summary>
    public Placement OrNone() => Explains ? this : this with { Dx = 0, Dy = 0, Scale = 1, Likeness = Unmoved };

    /// <summary>Where a point of the storyboard frame is found in the take; both in shares of width and height.</summary>
    public (double X, double Y) ToTake(double x, double y) => (0.5 + (Scale * (x - 0.5)) + Dx, 0.5 + (Scale * (y - 0.5)) + Dy);

    /// <summary>Where a point of the take comes from in the storyboard frame.</summary>
    public (double X, double Y) ToReference(double x, double y) => (0.5 + ((x - 0.5 - Dx) / Scale), 0.5 + ((y - 0.5 - Dy) / Scale));
}
