namespace Orchestrator.Scoring.Flow;

/// <summary>
/// Fits a shift, a scale and a roll to a flow field by iteratively reweighted least squares with Tukey's weights, so that what
/// moves by itself does not pull the camera along.
/// </summary>
internal static class CameraFit
{
    private const int Iterations = 8;
    private const double TukeyPixels = 2.5;
    private const int FewestBlocks = 8;

    /// <summary>The movement of the whole picture; no movement and no inliers where too little texture says anything.</summary>
    public static CameraStep Fit(FlowField field)
    {
        if (field.TexturedCount < FewestBlocks)
            return default;
        var step = MedianShift(field);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            // A wide line first, so that a poor start does not lock real movement out.
            step = Solve(field, step, TukeyPixels * Math.Max(1, 4 - iteration));
        }

        return step with { Inliers = Inliers(field, step) };
    }

    /// <summary>Centre of a block from the picture's centre, in pixels.</summary>
    public static (double X, double Y) Centre(FlowField field, int column, int row) =>
        ((column - ((field.Columns - 1) / 2.0)) * BlockDifference.Side, (row - ((field.Rows - 1) / 2.0)) * BlockDifference.Side);

    /// <summary>Distance of a block's movement from the whole picture's, in pixels.</summary>
    public static double Residual(FlowField field, CameraStep step, int column, int row)
    {
        var (x, y) = Centre(field, column, row);
        var (across, down) = step.At(x, y);
        var index = (row * field.Columns) + column;
        double dx = field.Across[index] - across, dy = field.Down[index] - down;
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    private static CameraStep MedianShift(FlowField field) => new(Median(field, field.Across), Median(field, field.Down), 0, 0, 0);

    private static double Median(FlowField field, float[] values)
    {
        var chosen = values.Where((_, index) => field.Textured[index]).Order().ToArray();
        return chosen[chosen.Length / 2];
    }

    // The normal equations of u = tx + s x − r y, v = ty + r x + s y decouple once coordinates are taken from the weighted mean.
    private static CameraStep Solve(FlowField field, CameraStep step, double width)
    {
        double weights = 0, meanX = 0, meanY = 0, meanU = 0, meanV = 0;
        var weight = new double[field.Across.Length];
        for (var row = 0; row < field.Rows; row++)
        {
            for (var column = 0; column < field.Columns; column++)
            {
                var index = (row * field.Columns) + column;
                if (!field.Textured[index])
                    continue;
                var ratio = Residual(field, step, column, row) / width;
                if (ratio >= 1)
                    continue;
                var w = weight[index] = (1 - (ratio * ratio)) * (1 - (ratio * ratio));
                var (x, y) = Centre(field, column, row);
                weights += w;
                meanX += w * x;
                meanY += w * y;
                meanU += w * field.Across[index];
                meanV += w * field.Down[index];
            }
        }

        if (weights < 4)
            return step;
        return Solve(field, weight, meanX / weights, meanY / weights, meanU / weights, meanV / weights) ?? step;
    }

    private static CameraStep? Solve(FlowField field, double[] weight, double meanX, double meanY, double meanU, double meanV)
    {
        double spread = 0, growth = 0, roll = 0;
        for (var row = 0; row < field.Rows; row++)
        {
            for (var column = 0; column < field.Columns; column++)
            {
                var index = (row * field.Columns) + column;
                var (x, y) = Centre(field, column, row);
                x -= meanX;
                y -= meanY;
                double u = field.Across[index] - meanU, v = field.Down[index] - meanV, w = weight[index];
                spread += w * ((x * x) + (y * y));
                growth += w * ((x * u) + (y * v));
                roll += w * ((x * v) - (y * u));
            }
        }

        if (spread < 1)
            return null;
        double s = growth / spread, r = roll / spread;
        return new CameraStep(meanU - (s * meanX) + (r * meanY), meanV - (r * meanX) - (s * meanY), s, r, 0);
    }

    private static double Inliers(FlowField field, CameraStep step)
    {
        var inliers = 0;
        for (var row = 0; row < field.Rows; row++)
        {
            for (var column = 0; column < field.Columns; column++)
            {
                if (field.Textured[(row * field.Columns) + column] && Residual(field, step, column, row) <= 1)
                    inliers++;
            }
        }

        return (double)inliers / field.TexturedCount;
    }
}
