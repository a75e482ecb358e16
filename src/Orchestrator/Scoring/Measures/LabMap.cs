using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>A picture's colours on a coarse grid, in CIELAB.</summary>
internal sealed class LabMap
{
    private readonly Lab[] cells;

    private LabMap(int width, int height, Lab[] cells)
    {
        Width = width;
        Height = height;
        this.cells = cells;
    }

    /// <summary>Cells across.</summary>
    public int Width { get; }

    /// <summary>Cells down.</summary>
    public int Height { get; }

    /// <summary>The colours of a picture in cells of the given side, graded as the take is.</summary>
    public static LabMap Of(LightTable table, int side, Grade grade)
    {
        int width = table.Width / side, height = table.Height / side;
        var cells = new Lab[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = table.Mean(x * side, y * side, (x + 1) * side, (y + 1) * side)!.Value;
                cells[(y * width) + x] = grade.Apply(red, green, blue);
            }
        }

        return new LabMap(width, height, cells);
    }

    /// <summary>A cell's colour.</summary>
    public Lab this[int x, int y] => cells[(y * Width) + x];

    /// <summary>The colour at a point given in shares of width and height, between cells; null outside.</summary>
    public Lab? At(double x, double y)
    {
        if (x < 0 || y < 0 || x >= 1 || y >= 1)
            return null;
        double column = Math.Clamp((x * Width) - 0.5, 0, Width - 1.001), row = Math.Clamp((y * Height) - 0.5, 0, Height - 1.001);
        int left = (int)column, top = (int)row;
        double right = column - left, below = row - top;
        var upper = Between(this[left, top], this[left + 1, top], right);
        return Between(upper, Between(this[left, top + 1], this[left + 1, top + 1], right), below);
    }

    private static Lab Between(Lab first, Lab second, double part) => new(
        first.L + ((second.L - first.L) * part), first.A + ((second.A - first.A) * part), first.B + ((second.B - first.B) * part));
}
