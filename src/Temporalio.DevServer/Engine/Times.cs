using Google.Protobuf.WellKnownTypes;

namespace Temporalio.DevServer.Engine;

/// <summary>Conversions between the times of .NET and those of the wire.</summary>
internal static class Times
{
    /// <summary>An absent duration is zero.</summary>
    public static TimeSpan OrZero(this Duration? duration) => duration?.ToTimeSpan() ?? TimeSpan.Zero;

    /// <summary>An absent or zero duration is no limit: null.</summary>
    public static TimeSpan? OrNone(this Duration? duration) => duration.OrZero() is var span && span > TimeSpan.Zero ? span : null;

    /// <summary>What is wrong with a duration that should be a time to wait; null if nothing.</summary>
    public static string? Fault(this Duration? duration)
    {
        if (duration is null) return null;
        if (Math.Sign(duration.Seconds) * Math.Sign(duration.Nanos) < 0) return "duration has seconds and nanos with different signs";
        return duration.Seconds < 0 || duration.Nanos < 0 ? "negative duration" : null;
    }

    public static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    public static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Nanoseconds since 1970, as visibility stores times.</summary>
    public static long ToUnixNanoseconds(this Timestamp time) => (time.Seconds * 1_000_000_000) + time.Nanos;
}
