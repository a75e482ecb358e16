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

    /// <summary>The colour at a point given in shares of width and height; null outside.</summary>
    public Lab? At(double x, double y)
    {
        int column = (int)Math.Floor(x * Width), row = (int)Math.Floor(y * Height);
        return column < 0 || row < 0 || column >= Width || row >= Height ? null : this[column, row];
    }
}
