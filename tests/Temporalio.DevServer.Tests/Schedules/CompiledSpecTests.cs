using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Schedules;

public sealed class CompiledSpecTests
{
    [Theory]
    [InlineData("0 9 * * MON-FRI", "2030-01-04T09:00:00Z", "2030-01-07T09:00:00Z")]
    [InlineData("*/15 8-10 * * *", "2030-01-01T10:46:00Z", "2030-01-02T08:00:00Z")]
    [InlineData("0 0 13 * FRI", "2030-01-01T00:00:00Z", "2030-09-13T00:00:00Z")]
    [InlineData("0 0 * * 5-7", "2030-01-05T00:00:00Z", "2030-01-06T00:00:00Z")]
    [InlineData("0 0 29 feb *", "2030-03-01T00:00:00Z", "2032-02-29T00:00:00Z")]
    [InlineData("30 0 12 1 * * 2031", "2030-01-01T00:00:00Z", "2031-01-01T12:00:30Z")]
    [InlineData("5/20 0 * * *", "2030-01-01T00:25:00Z", "2030-01-01T00:45:00Z")]
    [InlineData("@hourly # on the hour", "2030-01-01T00:00:00.5Z", "2030-01-01T01:00:00Z")]
    [InlineData("@every 90m/5m", "2030-01-01T00:05:00Z", "2030-01-01T01:35:00Z")]
    [InlineData("TZ=America/New_York 0 9 * * *", "2030-07-01T12:00:00Z", "2030-07-01T13:00:00Z")]
    public void After_CronString_IsTheNextMatch(string cron, string after, string expected) =>
        Assert.Equal(Time(expected), Spec(new() { CronString = { cron } }).After(Time(after))!.Value.Nominal);

    [Fact]
    public void After_SkippedHour_IsLeftOut()
    {
        // Clocks in Berlin go from 02:00 to 03:00 on 31 March 2030.
        var times = Times("Europe/Berlin", "30 2 * * *", "2030-03-30T00:00:00Z", 3);
        Assert.Equal(["2030-03-30T01:30:00Z", "2030-04-01T00:30:00Z", "2030-04-02T00:30:00Z"], times);
    }

    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2030-10-27T00:00:00Z", "2030-10-27T00:30:00Z", "2030-10-27T01:30:00Z", "2030-10-28T01:30:00Z")]
    [InlineData("America/New_York", "15 1 * * *", "2030-11-03T00:00:00Z", "2030-11-03T05:15:00Z", "2030-11-03T06:15:00Z", "2030-11-04T06:15:00Z")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2030-04-06T00:00:00Z", "2030-04-06T14:45:00Z", "2030-04-06T15:15:00Z", "2030-04-07T15:15:00Z")]
    public void After_RepeatedHour_CountsTwice(string zone, string cron, string after, params string[] expected) =>
        Assert.Equal(expected, Times(zone, cron, after, expected.Length));

    [Fact]
    public void After_FarAwayTime_IsFound() =>
        Assert.Equal(["2099-01-01T05:00:00Z"], Times("America/New_York", "0 0 0 1 1 * 2099", "2030-06-01T00:00:00Z", 1));

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 1 1 * 2029")]
    public void After_NothingMatches_IsNull(string cron) => Assert.Null(Spec(new() { CronString = { cron } }).After(Time("2030-01-01T00:00:00Z")));

    [Fact]
    public void After_FieldWithoutRanges_NeverMatches() =>
        Assert.Null(Spec(new() { StructuredCalendar = { new StructuredCalendarSpec() } }).After(Time("2030-01-01T00:00:00Z")));

    [Fact]
    public void After_BoundsAndExclusions_Apply()
    {
        var spec = Spec(new()
        {
            Interval = { new IntervalSpec { Interval = Make.Seconds(3600) } },
            StartTime = Time("2030-01-01T01:00:00Z").ToTimestamp(),
            EndTime = Time("2030-01-01T04:00:00Z").ToTimestamp(),
            ExcludeCalendar = { new CalendarSpec { Hour = "2-3" } },
        });
        Assert.Equal(["2030-01-01T01:00:00Z", "2030-01-01T04:00:00Z"], Times(spec, "2030-01-01T00:00:00Z", 5));
    }

    [Fact]
    public void After_Jitter_IsRepeatableAndShorterThanTheGap()
    {
        var written = new ScheduleSpec { Interval = { new IntervalSpec { Interval = Make.Seconds(60) } }, Jitter = Make.Seconds(3600) };
        var one = new CompiledSpec(written, "one");
        var other = new CompiledSpec(written, "other");
        var from = Time("2030-01-01T00:00:00Z");
        var delays = new List<TimeSpan>();
        for (var n = 0; n < 50; n++)
        {
            var time = one.After(from)!.Value;
            Assert.Equal(time, one.After(from));
            delays.Add(time.Actual - time.Nominal);
            from = time.Actual;
        }

        Assert.All(delays, d => Assert.InRange(d, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
        Assert.True(delays.Distinct().Count() > 40);
        Assert.NotEqual(one.After(from)!.Value.Actual, other.After(from)!.Value.Actual);
    }

    [Fact]
    public void From_Calendars_BecomeRanges()
    {
        var canonical = CanonicalSpec.From(new ScheduleSpec
        {
            Calendar = { new CalendarSpec { Hour = "10-12", DayOfWeek = "5-7", Comment = "x" } },
            CronString = { "*/15 1-5/2,7 1 JAN-mar SUN-7" },
        });
        Assert.Empty(canonical.CronString);
        Assert.Empty(canonical.Calendar);
        var calendar = canonical.StructuredCalendar[0];
        Assert.Equal([(0, 0, 1)], Ranges(calendar.Minute));
        Assert.Equal([(10, 12, 1)], Ranges(calendar.Hour));
        Assert.Equal([(1, 31, 1)], Ranges(calendar.DayOfMonth));
        Assert.Equal([(0, 0, 1), (5, 6, 1)], Ranges(calendar.DayOfWeek));
        Assert.Empty(calendar.Year);
        Assert.Equal("x", calendar.Comment);
        var cron = canonical.StructuredCalendar[1];
        Assert.Equal([(0, 59, 15)], Ranges(cron.Minute));
        Assert.Equal([(1, 5, 2), (7, 7, 1)], Ranges(cron.Hour));
        Assert.Equal([(1, 3, 1)], Ranges(cron.Month));
        Assert.Equal([(0, 6, 1)], Ranges(cron.DayOfWeek));
    }

    [Theory]
    [InlineData("61 0 * * *", "Minute is not in range [0-59]")]
    [InlineData("5-2 0 * * *", "Minute End is before Start or not in range [0-59]")]
    [InlineData("14 0 ? * *", "DayOfMonth is not in range [1-31]")]
    [InlineData("0 0 * *", "CronString does not have 5-7 fields")]
    [InlineData("@nonsense", "CronString does not have 5-7 fields")]
    [InlineData("TZ=Nope/Zone 0 0 * * *", "unknown time zone Nope/Zone")]
    [InlineData("@every 500ms", "interval is too small")]
    [InlineData("0 0 12 * * FRI 1999", "Year is not in range [2000-2100]")]
    public void From_Nonsense_IsRefused(string cron, string problem)
    {
        var refused = Assert.Throws<ServiceError>(() => CanonicalSpec.From(new ScheduleSpec { CronString = { cron } }));
        Assert.Equal($"Invalid schedule spec: {problem}", refused.Message);
    }

    [Fact]
    public void From_TwoTimeZones_AreRefused()
    {
        var spec = new ScheduleSpec { CronString = { "CRON_TZ=America/New_York 0 0 * * *" }, TimezoneName = "Europe/Berlin" };
        Assert.Equal("Invalid schedule spec: conflicting timezone names", Assert.Throws<ServiceError>(() => CanonicalSpec.From(spec)).Message);
    }

    private static IEnumerable<(int Start, int End, int Step)> Ranges(IEnumerable<Api.Schedule.V1.Range> ranges) => ranges.Select(r => (r.Start, r.End, r.Step));

    private static string[] Times(string zone, string cron, string after, int count) =>
        Times(Spec(new() { CronString = { cron }, TimezoneName = zone }), after, count);

    private static string[] Times(CompiledSpec spec, string after, int count)
    {
        var times = new List<string>();
        var from = Time(after);
        while (times.Count < count && spec.After(from) is { } next)
        {
            from = next.Actual;
            times.Add(from.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        return [.. times];
    }

    private static CompiledSpec Spec(ScheduleSpec written) => new(CanonicalSpec.From(written), "seed");

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
