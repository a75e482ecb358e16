namespace Orchestrator.Backlot.Looking;

/// <summary>How one picture lies on another: what the camera did between them. A point at p of the first, counted from its middle, is at Scale·p + (X, Y) of the second.</summary>
/// <param name="Scale">How much larger things are in the second.</param>
/// <param name="X">How far they lie to the right in it, in pixels.</param>
/// <param name="Y">How far down.</param>
/// <param name="Likeness">How alike the two are then: 1 the same, 0 nothing in common.</param>
internal readonly record struct Alignment(float Scale, float X, float Y, double Likeness)
{
    private const double LeastOverlap = 0.3;

    public static Alignment None { get; } = new(1, 0, 0, 1);

    /// <summary>The best one that can be found.</summary>
    /// <param name="first">A picture.</param>
    /// <param name="second">Another of the same size.</param>
    /// <param name="scales">Scales to look at.</param>
    /// <param name="reach">How far it may have moved, as a share of the longer side.</param>
    public static Alignment Find(SeenPicture first, SeenPicture second, ReadOnlySpan<float> scales, float reach)
    {
        var best = new Alignment(1, 0, 0, -1);
        var most = (int)(reach * SeenPicture.Side / 4);
        foreach (var scale in scales)
        {
            for (var y = -most; y <= most; y++)
            {
                for (var x = -most; x <= most; x++)
                    best = Better(best, scale, x, y, first.Quarter, second.Quarter);
            }
        }

        best = Near(best with { X = best.X * 2, Y = best.Y * 2, Likeness = -1 }, first.Half, second.Half, 2, 0.02f);
        return (best with { X = best.X * 2, Y = best.Y * 2 }).Refined(first, second);
    }

    /// <summary>The best one near to this one.</summary>
    public Alignment Refined(SeenPicture first, SeenPicture second) => Near(this with { Likeness = -1 }, first.Shape, second.Shape, 1, 0.01f);

    /// <summary>The same the other way round.</summary>
    public Alignment Back() => new(1 / Scale, -X / Scale, -Y / Scale, Likeness);

    /// <summary>Where a point of the first picture is in the second.</summary>
    public (float X, float Y) Place(SeenPicture picture, float x, float y)
    {
        var (middleX, middleY) = ((picture.Width - 1) / 2f, (picture.Height - 1) / 2f);
        return (((x - middleX) * Scale) + middleX + X, ((y - middleY) * Scale) + middleY + Y);
    }

    /// <summary>This one, and then another from the second picture to a third.</summary>
    public Alignment Then(Alignment next) => new(Scale * next.Scale, next.X + (next.Scale * X), next.Y + (next.Scale * Y), Math.Min(Likeness, next.Likeness));

    /// <summary>How alike two pictures are where they lie on each other like this.</summary>
    public static double LikenessOf(float scale, float offX, float offY, Raster first, Raster second, int top = 0, int bottom = int.MaxValue)
    {
        var (middleX, middleY) = ((first.Width - 1) / 2f, (first.Height - 1) / 2f);
        double sumOne = 0, sumOther = 0, squareOne = 0, squareOther = 0, product = 0;
        var count = 0;
        var end = Math.Min(bottom, first.Height);
        for (var y = top; y < end; y++)
        {
            var downTo = ((y - middleY) * scale) + middleY + offY;
            for (var x = 0; x < first.Width; x++)
            {
                if (!second.At(((x - middleX) * scale) + middleX + offX, downTo, out var other))
                    continue;
                var one = first[x, y];
                sumOne += one;
                sumOther += other;
                squareOne += one * one;
                squareOther += other * other;
                product += one * other;
                count++;
            }
        }

        if (count < LeastOverlap * first.Width * (end - top))
            return -1;
        var (varianceOne, varianceOther) = (squareOne - (sumOne * sumOne / count), squareOther - (sumOther * sumOther / count));
        return varianceOne <= 0 || varianceOther <= 0 ? 0 : (product - (sumOne * sumOther / count)) / Math.Sqrt(varianceOne * varianceOther);
    }

    private static Alignment Near(Alignment about, Raster first, Raster second, int reach, float step)
    {
        var best = about;
        for (var grown = -reach; grown <= reach; grown++)
        {
            for (var y = -reach; y <= reach; y++)
            {
                for (var x = -reach; x <= reach; x++)
                    best = Better(best, about.Scale + (grown * step), about.X + x, about.Y + y, first, second);
            }
        }

        return best;
    }

    private static Alignment Better(Alignment best, float scale, float x, float y, Raster first, Raster second)
        => LikenessOf(scale, x, y, first, second) is var likeness && likeness > best.Likeness ? new(scale, x, y, likeness) : best;
}
