namespace Temporalio.DevServer.Schedules.Zones;

/// <summary>A time zone that the machine knows by its IANA name.</summary>
internal sealed class NamedZone(TimeZoneInfo zone) : IZoneOffsets
{
    public TimeSpan At(DateTime utc) => zone.GetUtcOffset(utc);
}
