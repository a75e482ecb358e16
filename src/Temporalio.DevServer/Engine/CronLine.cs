namespace Temporalio.DevServer.Engine;

/// <summary>A cron text in its two parts: a time zone that may stand in front, and the fields, or what stands for them.</summary>
/// <param name="Zone">Name of the time zone; null if none is given.</param>
/// <param name="Fields">The rest; a short name such as <c>@daily</c> is replaced by the five fields it stands for.</param>
internal readonly record struct CronLine(string? Zone, string Fields)
{
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    public static CronLine Read(string text)
    {
        var fields = text.Trim();
        string? zone = null;
        if (fields.StartsWith("TZ=", StringComparison.Ordinal) || fields.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var space = fields.IndexOf(' ', StringComparison.Ordinal);
            var end = space < 0 ? fields.Length : space;
            zone = fields[(fields.IndexOf('=', StringComparison.Ordinal) + 1)..end];
            fields = fields[end..].Trim();
        }

        return new(zone, ShortNames.GetValueOrDefault(fields, fields));
    }
}
