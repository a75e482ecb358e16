using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Measures what colours the subject of a picture has: what stands in its middle and is unlike what lies at its sides.</summary>
internal sealed class SubjectColours
{
    public const int Width = 96;
    public const int Height = 96;

    // Of all pixels: what is less is a speck.
    private const double Least = 0.012;

    // Distance of colours, from which on they are not the same.
    private const float Apart = 0.13f;
    private const int Side = 14;
    private const int Steps = 18;

    // Of the pixels of one colour the brighter ones are in the light, where a material has its own colour.
    private const double Lit = 0.7;

    private readonly byte[] rgb;

    private SubjectColours(byte[] rgb) => this.rgb = rgb;

    /// <summary>Its light, row by row.</summary>
    public byte[] Grey => StartPicture.Luma(rgb);

    /// <summary>Decodes a picture; null for what is none.</summary>
    public static async Task<SubjectColours?> ReadAsync(string ffmpeg, string path, CancellationToken cancellation) =>
        await SmallPicture.ReadAsync(ffmpeg, path, Width, Height, cancellation) is { } rgb ? new(rgb) : null;

    /// <summary>The colours; null where nothing stands out.</summary>
    public Likeness? Measure()
    {
        var subject = Subject();
        var groups = subject.GroupBy(pixel => Kind(pixel.Colour)).Select(group => group.ToList()).Where(group => group.Count > Least * Width * Height).OrderByDescending(group => group.Count).ToList();
        // A face and hands are not what somebody wears.
        var worn = groups.Where(group => !IsSkin(Own(group)) || group.Count > subject.Count * 0.5).ToList();
        if (worn.Count == 0)
            return null;
        var outer = worn[0];
        var lower = worn.Skip(1).FirstOrDefault(group => group.Average(pixel => pixel.Row) > outer.Average(pixel => pixel.Row));
        return new() { Outer = Own(outer), Lower = lower is null ? null : Own(lower) };
    }

    private List<(Rgb Colour, int Row)> Subject()
    {
        List<(Rgb, int)> found = [];
        for (var row = 2; row < Height - 2; row++)
        {
            // What lies left and right of it, in this row and beside it, is the place.
            var place = Enumerable.Range(row - 2, 5).SelectMany(beside => Enumerable.Range(0, Side).SelectMany(column => (Rgb[])[At(column, beside), At(Width - 1 - column, beside)])).ToList();
            for (var column = Width / 5; column < Width * 4 / 5; column++)
            {
                var colour = At(column, row);
                if (place.All(other => Distance(colour, other) > Apart))
                    found.Add((colour, row));
            }
        }

        return found;
    }

    private Rgb At(int column, int row)
    {
        var at = ((row * Width) + column) * 3;
        return new(rgb[at] / 255f, rgb[at + 1] / 255f, rgb[at + 2] / 255f);
    }

    // A hue, or what has none: dark, middling, light.
    private static int Kind(Rgb colour)
    {
        var (most, least) = (MathF.Max(colour.R, MathF.Max(colour.G, colour.B)), MathF.Min(colour.R, MathF.Min(colour.G, colour.B)));
        if (most - least < 0.12f || most - least < 0.2f * most)
            return Steps + (colour.Luma < 0.25f ? 0 : colour.Luma < 0.65f ? 1 : 2);
        return (int)(Hue(colour) / 360 * Steps + 0.5f) % Steps;
    }

    private static float Hue(Rgb colour)
        => (MathF.Atan2(MathF.Sqrt(3) * (colour.G - colour.B), (2 * colour.R) - colour.G - colour.B) * 180 / MathF.PI + 360) % 360;

    private static bool IsSkin(Rgb colour) => Hue(colour) is > 12 and < 38 && colour.R > 0.35f && colour.R - colour.B is > 0.12f and < 0.5f;

    private static Rgb Own(List<(Rgb Colour, int Row)> pixels)
    {
        var lit = pixels.OrderBy(pixel => pixel.Colour.Luma).Skip((int)(pixels.Count * Lit)).Select(pixel => pixel.Colour).ToList();
        return new(lit.Average(colour => colour.R), lit.Average(colour => colour.G), lit.Average(colour => colour.B));
    }

    private static float Distance(Rgb one, Rgb other) => (one.ToVector() - other.ToVector()).Length();
}
