using System.Globalization;

namespace Temporalio.DevServer.Engine;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>2.5s</c>, <c>300ms</c>; <c>d</c> for days is taken too.</summary>
internal static class GoDuration
{
    public static TimeSpan Parse(string text) => TryParse(text, out var span) ? span : throw new FormatException($"'{text}' is not a duration");

    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (text.Length == 0) return false;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.')) i++;
            if (!double.TryParse(text.AsSpan(start, i - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
            start = i;
            while (i < text.Length && !char.IsAsciiDigit(text[i]) && text[i] != '.') i++;
            TimeSpan? unit = text[start..i] switch
            {
                "ns" => TimeSpan.FromTicks(1) / 100,
                "us" or "µs" => TimeSpan.FromMicroseconds(1),
                "ms" => TimeSpan.FromMilliseconds(1),
                "s" => TimeSpan.FromSeconds(1),
                "m" => TimeSpan.FromMinutes(1),
                "h" => TimeSpan.FromHours(1),
                "d" => TimeSpan.FromDays(1),
                _ => null,
            };
            if (unit is null) return false;
            span += number * unit.Value;
        }

        return true;
    }
}
