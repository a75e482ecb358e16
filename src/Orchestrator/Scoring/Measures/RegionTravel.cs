using Orchestrator.Model;
using Orchestrator.Scoring.Clips;

namespace Orchestrator.Scoring.Measures;

/// <summary>The part of the picture that a region passes through as the camera moves.</summary>
internal static class RegionTravel
{
    // A mask of nearly everything is no repair of a part.
    private const double MostOfThePicture = 0.7;

    /// <summary>One rectangle that holds the region in every frame; null where that is nearly the whole picture.</summary>
    /// <param name="region">The region in the first frame.</param>
    /// <param name="reel">The decoded take.</param>
    /// <param name="steps">Steps before a cut.</param>
    public static PictureRegion? Throughout(PictureRegion region, Reel reel, int steps)
    {
        var (left, top) = ((region.Left - 0.5) * reel.Width, (region.Top - 0.5) * reel.Height);
        var (right, bottom) = (left + (region.Width * reel.Width), top + (region.Height * reel.Height));
        var (first, upper, last, lower) = (left, top, right, bottom);
        foreach (var step in reel.Steps.Take(steps))
        {
            var (moved, down) = step.Camera.At(left, top);
            var (alsoMoved, alsoDown) = step.Camera.At(right, bottom);
            (left, top, right, bottom) = (left + moved, top + down, right + alsoMoved, bottom + alsoDown);
            (first, upper) = (Math.Min(first, left), Math.Min(upper, top));
            (last, lower) = (Math.Max(last, right), Math.Max(lower, bottom));
        }

        return Shares(first / reel.Width, upper / reel.Height, last / reel.Width, lower / reel.Height);
    }

    private static PictureRegion? Shares(double left, double top, double right, double bottom)
    {
        (left, top, right, bottom) = (Math.Max(0, left + 0.5), Math.Max(0, top + 0.5), Math.Min(1, right + 0.5), Math.Min(1, bottom + 0.5));
        var region = new PictureRegion(Math.Round(left, 3), Math.Round(top, 3), Math.Round(right - left, 3), Math.Round(bottom - top, 3));
        return region.Width <= 0 || region.Height <= 0 || region.Width * region.Height > MostOfThePicture ? null : region;
    }
}
