namespace Orchestrator.Scoring.Pictures;

/// <summary>Brightness alone, 8 bits a pixel: (54 R + 183 G + 19 B) / 256, the BT.709 weights in integers.</summary>
internal sealed class Luma
{
    private Luma(int width, int height, byte[] values)
    {
        Width = width;
        Height = height;
        Values = values;
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>One byte a pixel.</summary>
    public byte[] Values { get; }

    /// <summary>The brightness of a picture.</summary>
    public static Luma Of(Picture picture)
    {
        var values = new byte[picture.Width * picture.Height];
        ReadOnlySpan<byte> rgb = picture.Rgb;
        for (int pixel = 0, at = 0; pixel < values.Length; pixel++, at += 3)
            values[pixel] = (byte)(((54 * rgb[at]) + (183 * rgb[at + 1]) + (19 * rgb[at + 2])) >> 8);
        return new Luma(picture.Width, picture.Height, values);
    }

    /// <summary>Brightness from given values.</summary>
    public static Luma Of(int width, int height, byte[] values) => new(width, height, values);

    /// <summary>Half the size, each pixel the mean of four.</summary>
    public Luma Half()
    {
        int width = Width / 2, height = Height / 2;
        var half = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var upper = Values.AsSpan(2 * y * Width, Width);
            var lower = Values.AsSpan(((2 * y) + 1) * Width, Width);
            var row = half.AsSpan(y * width, width);
            for (var x = 0; x < row.Length; x++)
                row[x] = (byte)((upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1] + 2) >> 2);
        }

        return new Luma(width, height, half);
    }

    /// <summary>Mean of all pixels, 0..255.</summary>
    public double Mean()
    {
        long sum = 0;
        foreach (var value in Values)
            sum += value;
        return (double)sum / Values.Length;
    }
}
