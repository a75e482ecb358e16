using FsCheck;
using FsCheck.Fluent;
using Temporalio.DevServer.Schedules.Zones;

namespace Temporalio.DevServer.Tests.Schedules;

/// <summary>Time zones given as data, held to what the machine makes of the same zones by name.</summary>
public sealed class ZoneFileTests
{
    private const string Folder = "/usr/share/zoneinfo";

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Asia/Tehran")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Pacific/Auckland")]
    [InlineData("America/St_Johns")]
    [InlineData("Etc/UTC")]
    public void At_AnyHourOfACentury_IsWhatTheMachineSays(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var read = ZoneFile.Read(File.ReadAllBytes(Path.Combine(Folder, name)))!;

        for (var utc = new DateTime(1972, 1, 1, 0, 30, 0, DateTimeKind.Utc); utc.Year < 2072; utc = utc.AddHours(1))
            Assert.True(zone.GetUtcOffset(utc) == read.At(utc), $"{utc:u}: {zone.GetUtcOffset(utc)} is told as {read.At(utc)}");
    }

    [Fact]
    public void Read_CutShort_IsNoZone()
    {
        var whole = File.ReadAllBytes(Path.Combine(Folder, "Europe/Berlin"));

        var rest = new[] { 0, 3, 44, 100, whole.Length / 2, whole.Length - 20 }.Select(length => ZoneFile.Read(whole.AsSpan(0, length)));

        Assert.All(rest, Assert.Null);
    }

    [Fact]
    public void Read_AnyBytes_IsAZoneOrNone() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        byte[] marked = [.. "TZif2"u8, .. bytes];
        _ = ZoneFile.Read(marked)?.At(DateTime.UnixEpoch);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("EST5EDT,M3.2.0,M11.1.0", "2026-07-01T00:00Z", -4)]
    [InlineData("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59Z", -5)]
    [InlineData("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00Z", -4)]
    [InlineData("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00Z", 11)]
    [InlineData("AAA3BBB2:30,J60/0,J300", "2024-03-01T03:00Z", -2.5)]
    [InlineData("AAA3BBB,59,300", "2024-02-29T05:00Z", -2)]
    [InlineData("UTC0", "2026-01-01T00:00Z", 0)]
    public void At_Rule_ChangesOnItsDays(string rule, string utc, double hours)
    {
        var instant = DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;

        Assert.Equal(TimeSpan.FromHours(hours), ZoneRule.Read(rule)!.At(instant));
    }

    [Theory]
    [InlineData("CET")]
    [InlineData("CET-1CEST")]
    [InlineData("CET-1CEST,M13.5.0,M10.5.0")]
    [InlineData("CET-1CEST,M3.6.0,M10.5.0")]
    [InlineData("CET-1CEST,J0,J366")]
    [InlineData("nonsense")]
    public void Read_NoRule_IsNull(string text) => Assert.Null(ZoneRule.Read(text));
}
