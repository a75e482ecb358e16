using System.Globalization;

namespace Orchestrator.Backlot.Film;

/// <summary>
/// A block in the upper left corner of a frame that says which request it was made for: the first sixteen digits of the request's hash
/// as eight by eight cells, black for 0 and white for 1, within a black and a white frame. Its side is a quarter of the height.
/// </summary>
internal static class RequestMark
{
    /// <summary>How many digits of the hash it carries.</summary>
    public const int Digits = 16;

    private const int Cells = 12;
    private const int Frame = 2;
    private const byte Black = 16;
    private const byte White = 235;
    private const byte NoColour = 128;

    // How far black and white lie apart at least, in a picture that was encoded again.
    private const double LeastContrast = 60;

    /// <summary>Draws the block into a raw 4:2:0 frame.</summary>
    public static void Draw(Span<byte> video, int width, int height, string hash)
    {
        var bits = ulong.Parse(hash.AsSpan(0, Digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var side = Side(height);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                video[(y * width) + x] = IsWhite(bits, x * Cells / side, y * Cells / side) ? White : Black;
                var colour = (width * height) + (y / 2 * (width / 2)) + (x / 2);
                video[colour] = video[colour + (width * height / 4)] = NoColour;
            }
        }
    }

    /// <summary>The digits in a frame's light; null when there is no block.</summary>
    public static string? Read(ReadOnlySpan<byte> luma, int width, int height)
    {
        var side = Side(height);
        if (side > width)
            return null;
        double black = 0, white = 0;
        for (var cell = 0; cell < Cells; cell++)
            (white, black) = (white + Cell(luma, width, side, cell, 0), black + Cell(luma, width, side, Math.Clamp(cell, 1, Cells - 2), 1));
        (white, black) = (white / Cells, black / Cells);
        if (white - black < LeastContrast)
            return null;
        var (bits, half) = (0UL, (white + black) / 2);
        for (var y = 0; y < Cells; y++)
        {
            for (var x = 0; x < Cells; x++)
            {
                var light = Cell(luma, width, side, x, y) > half;
                if (x >= Frame && y >= Frame && x < Cells - Frame && y < Cells - Frame)
                    bits |= (light ? 1UL : 0) << Place(x, y);
                else if (light != IsWhite(0, x, y))
                    return null;
            }
        }

        return bits.ToString("x16", CultureInfo.InvariantCulture);
    }

    // Even, as colour is kept for blocks of four pixels.
    private static int Side(int height) => Math.Max(Cells * 2, height / 4 / 2 * 2);

    private static bool IsWhite(ulong bits, int x, int y)
    {
        var edge = Math.Min(Math.Min(x, y), Math.Min(Cells - 1 - x, Cells - 1 - y));
        return edge switch { 0 => true, 1 => false, _ => ((bits >> Place(x, y)) & 1) == 1 };
    }

    private static int Place(int x, int y) => 63 - (((y - Frame) * (Cells - (2 * Frame))) + x - Frame);

    // Light about the middle of a cell.
    private static double Cell(ReadOnlySpan<byte> luma, int width, int side, int x, int y)
    {
        var (middleX, middleY) = ((int)((x + 0.5) * side / Cells), (int)((y + 0.5) * side / Cells));
        var reach = Math.Max(0, (side / Cells / 2) - 1);
        var (sum, count) = (0, 0);
        for (var down = -reach; down <= reach; down++)
        {
            for (var across = -reach; across <= reach; across++, count++)
                sum += luma[((middleY + down) * width) + middleX + across];
        }

        return sum / (double)count;
    }
}
