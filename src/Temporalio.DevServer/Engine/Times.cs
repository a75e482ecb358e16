using Google.Protobuf.WellKnownTypes;

namespace Temporalio.DevServer.Engine;

/// <summary>Conversions between the times of .NET and those of the wire.</summary>
internal static class Times
{
    /// <summary>An absent duration is zero.</summary>
    public static TimeSpan OrZero(this Duration? duration) => duration?.ToTimeSpan() ?? TimeSpan.Zero;

    /// <summary>An absent or zero duration is no limit: null.</summary>
    public static TimeSpan? OrNone(this Duration? duration) => duration.OrZero() is var span && span > TimeSpan.Zero ? span : null;

    public static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    public static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Nanoseconds since 1970, as visibility stores times.</summary>
    public static long ToUnixNanoseconds(this Timestamp time) => (time.Seconds * 1_000_000_000) + time.Nanos;
}
