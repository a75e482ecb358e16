namespace Orchestrator.Model;

/// <summary>A picture's size in pixels.</summary>
/// <param name="Width">Pixels across; even, for 4:2:0 video.</param>
/// <param name="Height">Pixels down; even, for 4:2:0 video.</param>
public sealed record FrameSize(int Width, int Height)
{
    /// <summary>The aspect ratio in lowest terms, as providers name it: <c>16:9</c>, and <c>21:9</c>.</summary>
    public string AspectRatio()
    {
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(Width, Height);
        // The one shape that is never named in lowest terms.
        return (Width / divisor, Height / divisor) is (7, 3) ? "21:9" : $"{Width / divisor}:{Height / divisor}";
    }

    /// <summary>
    /// The size of a draft: a whole fraction of this one with even sides and the same shape, at most 480 lines on the shorter side;
    /// this one where there is none.
    /// </summary>
    public FrameSize ForDraft()
    {
        var fraction = Enumerable.Range(1, 16).FirstOrDefault(by => Width % (2 * by) == 0 && Height % (2 * by) == 0 && Math.Min(Width, Height) / by <= DraftLines, 1);
        return new(Width / fraction, Height / fraction);
    }

    private const int DraftLines = 480;

    /// <inheritdoc />
    public override string ToString() => $"{Width}x{Height}";
}
