namespace Temporalio.DevServer.Runs;

/// <summary>How the timeouts of a run bound each other.</summary>
internal static class RunLimits
{
    private static readonly TimeSpan DefaultTaskTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTaskTimeout = TimeSpan.FromSeconds(120);

    /// <summary>The run timeout, bounded by the execution timeout; zero is no limit.</summary>
    public static TimeSpan RunTimeout(TimeSpan run, TimeSpan execution)
    {
        if (execution <= TimeSpan.Zero) return run;
        return run <= TimeSpan.Zero || run > execution ? execution : run;
    }

    public static TimeSpan TaskTimeout(TimeSpan asked, TimeSpan run)
    {
        var timeout = asked <= TimeSpan.Zero ? DefaultTaskTimeout : asked > LongestTaskTimeout ? LongestTaskTimeout : asked;
        return run > TimeSpan.Zero && timeout > run ? run : timeout;
    }
}
