namespace Orchestrator.Scoring.Pictures;

/// <summary>
/// The size at which clips are measured: 320 on the long side, even numbers. Area scaling to it costs nothing beside decoding,
/// and it averages coding noise away.
/// </summary>
internal static class WorkingSize
{
    private const int LongSide = 320;

    /// <summary>Working size of a picture of the given size.</summary>
    public static (int Width, int Height) Of(int width, int height) => width >= height
        ? (LongSide, Even(LongSide * (double)height / width))
        : (Even(LongSide * (double)width / height), LongSide);

    private static int Even(double length) => Math.Max(32, (int)Math.Round(length / 2) * 2);
}
