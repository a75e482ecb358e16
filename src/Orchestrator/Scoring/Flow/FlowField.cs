namespace Orchestrator.Scoring.Flow;

/// <summary>How each 16×16 block of a frame moved to the next one. One entry a block, rows from the top.</summary>
internal sealed class FlowField(int columns, int rows)
{
    /// <summary>Blocks across.</summary>
    public int Columns { get; } = columns;

    /// <summary>Blocks down.</summary>
    public int Rows { get; } = rows;

    /// <summary>Movement to the right, pixels a frame.</summary>
    public float[] Across { get; } = new float[columns * rows];

    /// <summary>Movement downwards, pixels a frame.</summary>
    public float[] Down { get; } = new float[columns * rows];

    /// <summary>What the movement leaves unexplained: zero-mean absolute difference, code values a pixel.</summary>
    public float[] Residual { get; } = new float[columns * rows];

    /// <summary>Mean change of brightness along the movement, code values.</summary>
    public float[] Brightening { get; } = new float[columns * rows];

    /// <summary>Whether the block has texture enough to tell where it went.</summary>
    public bool[] Textured { get; } = new bool[columns * rows];

    /// <summary>Blocks with texture.</summary>
    public int TexturedCount { get; set; }

    /// <summary>Mean residual over all blocks.</summary>
    public double MeanResidual()
    {
        double sum = 0;
        foreach (var value in Residual)
            sum += value;
        return sum / Residual.Length;
    }
}
