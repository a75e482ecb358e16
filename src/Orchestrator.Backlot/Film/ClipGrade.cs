using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Film;

/// <summary>Light and colours laid over the frames of a clip of which nothing else is known.</summary>
internal sealed class ClipGrade(Grade grade, int width, int height)
{
    /// <summary>Changes one 4:2:0 frame (BT.709, limited range).</summary>
    public void Apply(Span<byte> video)
    {
        var luma = video[..(width * height)];
        var blue = video.Slice(width * height, width * height / 4);
        var red = video.Slice(width * height * 5 / 4, width * height / 4);
        for (var y = 0; y < height; y += 2)
        {
            for (var x = 0; x < width; x += 2)
                Block(luma, ref blue[(y / 2 * (width / 2)) + (x / 2)], ref red[(y / 2 * (width / 2)) + (x / 2)], (y * width) + x);
        }
    }

    // Four pixels share their colour.
    private void Block(Span<byte> luma, ref byte blue, ref byte red, int first)
    {
        var (cb, cr) = ((blue - 128) / 224f, (red - 128) / 224f);
        var (sumBlue, sumRed) = (0f, 0f);
        foreach (var at in (ReadOnlySpan<int>)[first, first + 1, first + width, first + width + 1])
        {
            var light = (luma[at] - 16) / 219f;
            var mapped = grade.Map(new Rgb(Clamped(light + (1.5748f * cr)), Clamped(light - (0.1873f * cb) - (0.4681f * cr)), Clamped(light + (1.8556f * cb))));
            var graded = (0.2126f * mapped.R) + (0.7152f * mapped.G) + (0.0722f * mapped.B);
            luma[at] = (byte)Math.Clamp((graded * 219) + 16.5f, 16, 235);
            sumBlue += (mapped.B - graded) / 1.8556f;
            sumRed += (mapped.R - graded) / 1.5748f;
        }

        blue = (byte)Math.Clamp((sumBlue * 56) + 128.5f, 16, 240);
        red = (byte)Math.Clamp((sumRed * 56) + 128.5f, 16, 240);
    }

    private static float Clamped(float value) => Math.Clamp(value, 0, 1);
}
