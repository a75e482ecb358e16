namespace Temporalio.DevServer.Schedules.Zones;

/// <summary>How far the clocks of a time zone are ahead of UTC.</summary>
internal interface IZoneOffsets
{
    /// <summary>Local time less UTC at an instant.</summary>
    TimeSpan At(DateTime utc);
}
