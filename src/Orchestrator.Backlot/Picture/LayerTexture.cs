namespace Orchestrator.Backlot.Picture;

/// <summary>A finished layer: graded, premultiplied, with the extent of what is not transparent in each row.</summary>
internal sealed class LayerTexture
{
    private LayerTexture(Canvas canvas, int[] starts, int[] ends, bool opaque)
        => (Canvas, Starts, Ends, Opaque) = (canvas, starts, ends, opaque);

    public Canvas Canvas { get; }

    public int[] Starts { get; }

    public int[] Ends { get; }

    /// <summary>No pixel lets the layers below through.</summary>
    public bool Opaque { get; }

    public static LayerTexture Finish(Canvas canvas, Grade grade, float blur)
    {
        grade.Apply(canvas.Pixels);
        Premultiply(canvas.Pixels);
        Blur.Apply(canvas.Pixels, canvas.Width, canvas.Height, (int)MathF.Round(blur * canvas.Density));
        var (starts, ends, opaque) = (new int[canvas.Height], new int[canvas.Height], true);
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            starts[y] = row.IndexOfAnyExcept(0u) is var first && first < 0 ? row.Length : first;
            ends[y] = row.LastIndexOfAnyExcept(0u) + 1;
            foreach (var pixel in row)
                opaque &= pixel >= 0xFF000000;
        }

        return new LayerTexture(canvas, starts, ends, opaque);
    }

    private static void Premultiply(Span<uint> pixels)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var alpha = pixels[i] >> 24;
            if (alpha == 255)
                continue;
            var even = (pixels[i] & 0x00FF00FF) * alpha + 0x00800080;
            var odd = ((pixels[i] >> 8) & 0xFF) * alpha + 0x80;
            pixels[i] = (alpha << 24) | ((even >> 8) & 0x00FF00FF) | (odd & 0xFF00);
        }
    }
}
