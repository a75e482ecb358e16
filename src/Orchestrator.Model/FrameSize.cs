namespace Orchestrator.Model;

/// <summary>A picture's size in pixels.</summary>
/// <param name="Width">Pixels across; even, for 4:2:0 video.</param>
/// <param name="Height">Pixels down; even, for 4:2:0 video.</param>
public sealed record FrameSize(int Width, int Height)
{
    /// <summary>The aspect ratio in lowest terms, as providers name it: <c>16:9</c>.</summary>
    public string AspectRatio()
    {
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(Width, Height);
        return $"{Width / divisor}:{Height / divisor}";
    }

    /// <inheritdoc />
    public override string ToString() => $"{Width}x{Height}";
}
