using Google.Protobuf.WellKnownTypes;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Runs;

/// <summary>When a whole chain of runs has to be over.</summary>
internal static class RunExpiry
{
    /// <summary>The end of the execution timeout, to the millisecond; null if there is none.</summary>
    public static Timestamp? Execution(DateTime begins, Duration? executionTimeout)
    {
        if (executionTimeout.OrNone() is not { } timeout) return null;
        var ticks = (begins + timeout).Ticks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc).ToTimestamp();
    }
}
