namespace Orchestrator.Backlot.Journal;

/// <summary>How many jobs of each provider were open at the same time at most: accepted, and not over.</summary>
internal static class Peaks
{
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<Job> jobs)
        => jobs.GroupBy(job => job.Provider).ToDictionary(provider => provider.Key, Highest);

    // What ends at an instant makes room for what begins at it.
    private static int Highest(IEnumerable<Job> jobs)
    {
        var (open, most) = (0, 0);
        foreach (var (_, change) in jobs.SelectMany(Changes).OrderBy(change => change.At).ThenBy(change => change.By))
            most = Math.Max(most, open += change);
        return most;
    }

    private static IEnumerable<(DateTimeOffset At, int By)> Changes(Job job)
    {
        yield return (job.AcceptedAt, 1);
        if (job.EndedAt is { } end && end > job.AcceptedAt)
            yield return (end, -1);
        else if (job.IsOver)
            yield return (job.AcceptedAt.AddTicks(1), -1);
    }
}
