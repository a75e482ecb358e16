namespace Orchestrator.Backlot.Looking;

/// <summary>What is not the same in two pictures that lie on each other.</summary>
internal static class Sameness
{
    private const float Levels = 14;
    private const float Tints = 16;

    // Of nine pixels.
    private const int Together = 7;

    /// <summary>Share of a picture whose shapes are elsewhere in another.</summary>
    public static double Changed(SeenPicture one, SeenPicture other, Alignment how)
    {
        var gain = Gain(one, other);
        return Share(one, (x, y) => Far(one, other, how, gain, x, y));
    }

    /// <summary>Share of a picture whose shapes or colours are not those of another, in patches; a tint that lies over all of it does not count.</summary>
    public static double Differs(SeenPicture one, SeenPicture other)
    {
        var (gain, tint) = (Gain(one, other), Tint(one, other));
        var changed = new bool[one.Width * one.Height];
        for (var at = 0; at < changed.Length; at++)
            changed[at] = Far(one, other, Alignment.None, gain, at % one.Width, at / one.Width) == true || OtherColour(one, other, tint, at % one.Width, at / one.Width);
        return Enumerable.Range(0, changed.Length).Count(at => Around(changed, one.Width, at) >= Together) / (double)changed.Length;
    }

    // Single pixels are rain, snow and what encoding leaves of them.
    private static int Around(bool[] changed, int width, int at)
    {
        var (count, x, y) = (0, at % width, at / width);
        for (var row = Math.Max(0, y - 1); row <= Math.Min((changed.Length / width) - 1, y + 1); row++)
        {
            for (var column = Math.Max(0, x - 1); column <= Math.Min(width - 1, x + 1); column++)
                count += changed[(row * width) + column] ? 1 : 0;
        }

        return count;
    }

    private static float Gain(SeenPicture one, SeenPicture other) => (float)Math.Clamp(one.Shape.Deviation / Math.Max(1, other.Shape.Deviation), 0.5, 2);

    // Of the places that are in both.
    private static double Share(SeenPicture one, Func<int, int, bool?> changed)
    {
        var (count, sum) = (0, 0);
        for (var y = 0; y < one.Height; y++)
        {
            for (var x = 0; x < one.Width; x++)
            {
                if (changed(x, y) is not { } there)
                    continue;
                (count, sum) = (count + 1, sum + (there ? 1 : 0));
            }
        }

        return count == 0 ? 1 : sum / (double)count;
    }

    // A pixel's breadth either way is the same place.
    private static bool? Far(SeenPicture one, SeenPicture other, Alignment how, float gain, int x, int y)
    {
        float? least = null;
        for (var down = -1; down <= 1; down++)
        {
            for (var across = -1; across <= 1; across++)
            {
                var (atX, atY) = how.Place(one, x + across, y + down);
                if (other.Shape.At(atX, atY, out var level) && MathF.Abs(one.Shape[x, y] - (level * gain)) is var difference && !(difference >= least))
                    least = difference;
            }
        }

        return least is null ? null : least > Levels;
    }

    private static bool OtherColour(SeenPicture one, SeenPicture other, (float Blue, float Red) tint, int x, int y)
    {
        var (blue, red) = one.TintAt(x, y);
        for (var down = Math.Max(0, y - 1); down <= Math.Min(one.Height - 1, y + 1); down++)
        {
            for (var across = Math.Max(0, x - 1); across <= Math.Min(one.Width - 1, x + 1); across++)
            {
                var (otherBlue, otherRed) = other.TintAt(across, down);
                if (MathF.Abs(blue - otherBlue + tint.Blue) + MathF.Abs(red - otherRed + tint.Red) <= Tints)
                    return false;
            }
        }

        return true;
    }

    // By how much the second is bluer and redder in the middle of all its pixels.
    private static (float Blue, float Red) Tint(SeenPicture one, SeenPicture other)
    {
        var (blue, red) = (new List<float>(), new List<float>());
        for (var y = 0; y < one.Height; y += 2)
        {
            for (var x = 0; x < one.Width; x += 2)
            {
                var (mine, theirs) = (one.TintAt(x, y), other.TintAt(x, y));
                blue.Add(theirs.Blue - mine.Blue);
                red.Add(theirs.Red - mine.Red);
            }
        }

        blue.Sort();
        red.Sort();
        return (blue[blue.Count / 2], red[red.Count / 2]);
    }
}
