using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>How the key light falls across the picture, and the lens's darker corners, as gains by column and row.</summary>
internal static class Falloff
{
    public static (float[] Columns, float[] Rows) Of(LightCue light, int width, int height)
    {
        var strength = light.Soft ? 0.17f : 0.25f;
        var columns = new float[width];
        for (var x = 0; x < width; x++)
        {
            var u = (x + 0.5f) / width * 2 - 1;
            var side = light.Key switch { KeySide.Left => -u, KeySide.Right => u, _ => 0 };
            columns[x] = (1 + strength * side) * (1.02f - 0.13f * u * u);
        }

        var rows = new float[height];
        for (var y = 0; y < height; y++)
        {
            var v = (y + 0.5f) / height * 2 - 1;
            var drop = light.Key switch { KeySide.Above => -v * strength, KeySide.Behind => -v * strength * 0.5f, _ => 0 };
            rows[y] = (1 + drop) * (1.02f - 0.11f * v * v);
        }

        return (columns, rows);
    }
}
