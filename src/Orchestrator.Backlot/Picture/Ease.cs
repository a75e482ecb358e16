namespace Orchestrator.Backlot.Picture;

/// <summary>Soft steps.</summary>
internal static class Ease
{
    /// <summary>0 before one edge, 1 after the other, an S between them; edges may be in either order.</summary>
    public static float Smooth(float from, float to, float x)
    {
        var t = from == to ? (x < from ? 0 : 1) : Math.Clamp((x - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    public static float Mix(float a, float b, float t) => a + (b - a) * t;
}
