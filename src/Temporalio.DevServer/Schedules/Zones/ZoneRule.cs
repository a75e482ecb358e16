using System.Globalization;
using System.Text.RegularExpressions;

namespace Temporalio.DevServer.Schedules.Zones;

/// <summary>
/// The rule at the end of a TZif file, in the form of the POSIX variable TZ (<c>CET-1CEST,M3.5.0,M10.5.0/3</c>), with the hours of
/// −167 to 167 that RFC 8536 §3.3.1 adds.
/// </summary>
internal sealed partial class ZoneRule
{
    private readonly TimeSpan summer;
    private readonly ZoneRuleDay? begin;
    private readonly ZoneRuleDay? end;

    private ZoneRule(TimeSpan standard, TimeSpan summer, ZoneRuleDay? begin, ZoneRuleDay? end)
    {
        Standard = standard;
        this.summer = summer;
        this.begin = begin;
        this.end = end;
    }

    /// <summary>Offset outside of summer time.</summary>
    public TimeSpan Standard { get; }

    /// <summary>Reads one; null when it is none.</summary>
    public static ZoneRule? Read(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        // POSIX counts what is west of Greenwich.
        var standard = -Span(match.Groups["standard"].Value);
        if (!match.Groups["summerName"].Success) return new ZoneRule(standard, standard, null, null);
        var summer = match.Groups["summer"] is { Success: true } said ? -Span(said.Value) : standard + TimeSpan.FromHours(1);
        var (begin, end) = (ZoneRuleDay.Read(match.Groups["begin"].Value), ZoneRuleDay.Read(match.Groups["end"].Value));
        return begin is null || end is null ? null : new ZoneRule(standard, summer, begin, end);
    }

    /// <summary>Local time less UTC at an instant.</summary>
    public TimeSpan At(DateTime utc)
    {
        if (begin is null || end is null) return Standard;
        var year = (utc + Standard).Year;
        var (begins, ends) = (begin.In(year) - Standard, end.In(year) - summer);
        var isSummer = begins < ends ? utc >= begins && utc < ends : utc >= begins || utc < ends;
        return isSummer ? summer : Standard;
    }

    /// <summary>Reads <c>[+-]h[h][h][:mm[:ss]]</c>.</summary>
    public static TimeSpan Span(string text)
    {
        var sign = text[0] == '-' ? -1 : 1;
        var parts = text.TrimStart('+', '-').Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return sign * new TimeSpan(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    [GeneratedRegex(
        @"^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?<standard>[+-]?\d{1,3}(?::\d{2}){0,2})(?:(?<summerName>[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?<summer>[+-]?\d{1,3}(?::\d{2}){0,2})?,(?<begin>[^,]+),(?<end>[^,]+))?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
