using System.Runtime.InteropServices;

namespace Orchestrator.Backlot.Film;

/// <summary>
/// What a clip looks like, very small: one grey thumbnail a frame. By it a clip is known again that was encoded once more, whole or in part.
/// </summary>
internal sealed class ClipLook
{
    private const int Width = 32;
    private const int Height = 18;
    private const int Thumbnail = Width * Height;

    // Grey levels. Encoding once more changes a thumbnail by less than half a level.
    private const double Same = 1.5;

    private readonly List<byte> thumbnails;

    public ClipLook() => thumbnails = [];

    private ClipLook(IEnumerable<byte> kept) => thumbnails = [.. kept];

    public int Frames => thumbnails.Count / Thumbnail;

    /// <summary>The look that was kept in a file; null when there is none.</summary>
    public static ClipLook? Read(string path) => File.Exists(path) ? new ClipLook(File.ReadAllBytes(path)) : null;

    public void Save(string path) => File.WriteAllBytes(path, [.. thumbnails]);

    /// <summary>Adds a frame by its luma.</summary>
    public void Add(ReadOnlySpan<byte> luma, int width, int height)
    {
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
                thumbnails.Add(Mean(luma, width, column * width / Width, (column + 1) * width / Width, row * height / Height, (row + 1) * height / Height));
        }
    }

    /// <summary>The frame of another clip with which this one begins, and how far they differ in grey levels; null when it is no part of that.</summary>
    public (int First, double Difference)? Within(ClipLook whole)
    {
        (int First, double Difference)? best = null;
        for (var first = 0; Frames > 0 && first + Frames <= whole.Frames; first++)
        {
            var difference = Difference(whole, first, best?.Difference ?? Same);
            if (difference < (best?.Difference ?? Same))
                best = (first, difference);
        }

        return best;
    }

    /// <summary>The frame of another clip that is most like the first of this one, and how much.</summary>
    public (int Frame, double Likeness) Nearest(ClipLook other)
    {
        var mine = CollectionsMarshal.AsSpan(thumbnails)[..Thumbnail];
        var theirs = CollectionsMarshal.AsSpan(other.thumbnails);
        var best = (Frame: 0, Likeness: -1.0);
        for (var frame = 0; frame < other.Frames; frame++)
        {
            var likeness = StartPicture.Likeness(mine, theirs.Slice(frame * Thumbnail, Thumbnail));
            if (likeness > best.Likeness)
                best = (frame, likeness);
        }

        return best;
    }

    // Given up as soon as it is worse than the limit.
    private double Difference(ClipLook whole, int first, double limit)
    {
        var mine = CollectionsMarshal.AsSpan(thumbnails);
        var other = CollectionsMarshal.AsSpan(whole.thumbnails)[(first * Thumbnail)..];
        var (sum, most) = (0L, (long)(limit * mine.Length));
        for (var i = 0; i < mine.Length; i++)
        {
            sum += Math.Abs(mine[i] - other[i]);
            if (sum > most)
                return double.MaxValue;
        }

        return sum / (double)mine.Length;
    }

    private static byte Mean(ReadOnlySpan<byte> luma, int width, int left, int right, int top, int bottom)
    {
        var (sum, count) = (0, 0);
        for (var y = top; y < Math.Max(bottom, top + 1); y++)
        {
            for (var x = left; x < Math.Max(right, left + 1); x++, count++)
                sum += luma[(y * width) + x];
        }

        return (byte)(sum / count);
    }
}
