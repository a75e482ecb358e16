namespace Orchestrator.Backlot.Film;

/// <summary>A start picture as it is looked at: its light, small.</summary>
internal sealed class StartPicture
{
    public const int Width = 160;
    public const int Height = 90;

    // Grey levels: what is flatter shows nothing.
    private const double Flat = 4;

    private StartPicture(byte[] luma) => Grey = luma;

    /// <summary>Its light, row by row.</summary>
    public byte[] Grey { get; }

    /// <summary>Whether there is anything to be seen.</summary>
    public bool ShowsSomething
    {
        get
        {
            var mean = Grey.Average(level => (double)level);
            return Math.Sqrt(Grey.Average(level => (level - mean) * (level - mean))) > Flat;
        }
    }

    /// <summary>Decodes a picture; null for what is none.</summary>
    public static async Task<StartPicture?> ReadAsync(string ffmpeg, string path, CancellationToken cancellation) =>
        await SmallPicture.ReadAsync(ffmpeg, path, Width, Height, cancellation) is { } rgb ? new(Luma(rgb)) : null;

    /// <summary>Light of colours (BT.709).</summary>
    public static byte[] Luma(ReadOnlySpan<byte> rgb)
    {
        var luma = new byte[rgb.Length / 3];
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)((0.2126f * rgb[3 * i]) + (0.7152f * rgb[(3 * i) + 1]) + (0.0722f * rgb[(3 * i) + 2]) + 0.5f);
        return luma;
    }

    /// <summary>How alike two pictures are, whatever their brightness and contrast: 1 the same, 0 nothing in common.</summary>
    public static double Likeness(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        double sumOne = 0, sumOther = 0, squareOne = 0, squareOther = 0, product = 0;
        for (var i = 0; i < one.Length; i++)
        {
            sumOne += one[i];
            sumOther += other[i];
            squareOne += one[i] * one[i];
            squareOther += other[i] * other[i];
            product += one[i] * other[i];
        }

        var (varianceOne, varianceOther) = (squareOne - (sumOne * sumOne / one.Length), squareOther - (sumOther * sumOther / one.Length));
        return varianceOne <= 0 || varianceOther <= 0 ? 0 : (product - (sumOne * sumOther / one.Length)) / Math.Sqrt(varianceOne * varianceOther);
    }
}
