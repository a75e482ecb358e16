namespace Orchestrator.EngineBench;

/// <summary>What a figure is to reach: a bound of ours alone, or of the ratio to the real service.</summary>
internal sealed record Goal(double Bound, bool IsRatio, bool IsUpper)
{
    public static Goal RatioAtLeast(double bound) => new(bound, IsRatio: true, IsUpper: false);

    public static Goal RatioAtMost(double bound) => new(bound, IsRatio: true, IsUpper: true);

    public static Goal AtLeast(double bound) => new(bound, IsRatio: false, IsUpper: false);

    public static Goal AtMost(double bound) => new(bound, IsRatio: false, IsUpper: true);

    public string Judge(double? ours, double? ratio)
    {
        var text = $"{(IsUpper ? "≤" : "≥")} {Bound:N1}{(IsRatio ? "×" : "")}";
        var value = IsRatio ? ratio : ours;
        if (value is null) return $"{text}  not measured";
        return $"{text}  {((IsUpper ? value <= Bound : value >= Bound) ? "reached" : "MISSED")}";
    }
}
