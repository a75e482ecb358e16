using System.Globalization;

namespace Orchestrator.EngineBench;

/// <summary>Measurements as they come in, and the table they make.</summary>
internal sealed class Figures
{
    private readonly List<string> order = [];
    private readonly Dictionary<string, Row> rows = [];

    /// <summary>Adds one measurement; the table shows the median of all with the same name.</summary>
    public void Add(string name, string unit, string service, double value, Goal? goal = null)
    {
        if (!rows.TryGetValue(name, out var row))
        {
            rows.Add(name, row = new Row(unit, goal));
            order.Add(name);
        }

        if (!row.Values.TryGetValue(service, out var values)) row.Values.Add(service, values = []);
        values.Add(value);
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"",-52}{"unit",8}{"real",11}{"ours",11}{"ours/real",11}  goal");
        foreach (var name in order) Print(name, rows[name]);
    }

    public static double Median(IEnumerable<double> values) => Percentile([.. values.Order()], 0.5);

    public static double Percentile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];

    private static void Print(string name, Row row)
    {
        double? real = row.Values.TryGetValue("real", out var r) ? Median(r) : null;
        double? ours = row.Values.TryGetValue("ours", out var o) ? Median(o) : null;
        var ratio = ours / real;
        Console.WriteLine($"{name,-52}{row.Unit,8}{Text(real),11}{Text(ours),11}{Text(ratio),11}  {row.Goal?.Judge(ours, ratio)}");
    }

    private static string Text(double? value) => value switch
    {
        null => "–",
        >= 1000 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("N2", CultureInfo.InvariantCulture),
    };

    private sealed record Row(string Unit, Goal? Goal)
    {
        public Dictionary<string, List<double>> Values { get; } = [];
    }
}
