using System.Globalization;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Tests.Engine;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * *", "2030-01-01T00:00:30Z", "2030-01-01T00:01:00Z")]
    [InlineData("0 9 * * MON-FRI", "2030-01-04T09:00:00Z", "2030-01-07T09:00:00Z")]
    [InlineData("*/15 8-10 * * *", "2030-01-01T10:46:00Z", "2030-01-02T08:00:00Z")]
    [InlineData("0 0 31 * *", "2030-02-01T00:00:00Z", "2030-03-31T00:00:00Z")]
    [InlineData("0 0 13 * FRI", "2030-01-05T00:00:00Z", "2030-01-11T00:00:00Z")]
    [InlineData("@monthly", "2030-01-31T23:59:59Z", "2030-02-01T00:00:00Z")]
    [InlineData("0 0 29 2 *", "2030-03-01T00:00:00Z", "2032-02-29T00:00:00Z")]
    public void Next_OfExpression_IsTheNextMatch(string expression, string now, string expected) =>
        Assert.Equal(Time(expected), CronSchedule.Parse(expression).Next(Time(now), Time(now)));

    [Fact]
    public void Next_OfEvery_CountsFromThePreviousStart() =>
        Assert.Equal(Time("2030-01-01T00:00:06Z"), CronSchedule.Parse("@every 2s").Next(Time("2030-01-01T00:00:05Z"), Time("2030-01-01T00:00:00Z")));

    [Fact]
    public void Next_InSkippedHour_IsNotFired()
    {
        // Clocks in Berlin go from 02:00 to 03:00 on 31 March 2030.
        var next = CronSchedule.Parse("CRON_TZ=Europe/Berlin 30 2 * * *").Next(Time("2030-03-31T00:00:00Z"), Time("2030-03-31T00:00:00Z"));
        Assert.Equal(Time("2030-04-01T00:30:00Z"), next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("@sometimes")]
    [InlineData("@every soon")]
    [InlineData("TZ=Nowhere/City * * * * *")]
    public void IsValid_Nonsense_IsFalse(string expression) => Assert.False(CronSchedule.IsValid(expression));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
