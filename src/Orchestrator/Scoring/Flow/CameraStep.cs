namespace Orchestrator.Scoring.Flow;

/// <summary>The movement of the whole picture between two frames, about its centre.</summary>
/// <param name="Across">Shift to the right in pixels (the camera turns left).</param>
/// <param name="Down">Shift downwards in pixels (the camera turns up).</param>
/// <param name="Growth">Growth of scale a frame: 0.01 is one per cent nearer.</param>
/// <param name="Roll">Rotation in radians, clockwise.</param>
/// <param name="Inliers">Share of textured blocks that it explains within one pixel, 0..1.</param>
internal readonly record struct CameraStep(double Across, double Down, double Growth, double Roll, double Inliers)
{
    /// <summary>Where the picture's movement takes a point given from the picture's centre.</summary>
    public (double Across, double Down) At(double x, double y) =>
        (Across + (Growth * x) - (Roll * y), Down + (Roll * x) + (Growth * y));
}
