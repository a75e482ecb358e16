namespace Orchestrator.Backlot.Tests.Habits;

/// <summary>What habits change, measured on decoded clips.</summary>
internal static class ClipMeasures
{
    /// <summary>Degrees by which the hues of one clip are turned against those of another.</summary>
    public static double Turn(Clip from, Clip to)
    {
        // The rotation that best carries one picture's chroma into the other's.
        var pairs = from.Chroma().Zip(to.Chroma()).ToList();
        var dot = pairs.Sum(p => p.First.Cb * p.Second.Cb + p.First.Cr * p.Second.Cr);
        var cross = pairs.Sum(p => p.First.Cb * p.Second.Cr - p.First.Cr * p.Second.Cb);
        return Math.Atan2(cross, dot) * 180 / Math.PI;
    }

    /// <summary>Mean chroma.</summary>
    public static double Strength(Clip clip) => clip.Chroma().Average(c => Math.Sqrt(c.Cb * c.Cb + c.Cr * c.Cr));

    /// <summary>Mean change of brightness from frame to frame, as a share.</summary>
    public static double Shimmer(Clip clip)
    {
        var lumas = clip.Lumas();
        return lumas.Zip(lumas.Skip(1), (a, b) => Math.Abs(a - b) / a).Average();
    }

    /// <summary>Root mean square of the samples.</summary>
    public static double Loudness(Clip clip) => Math.Sqrt(clip.Sound.Average(s => (double)s * s));
}
