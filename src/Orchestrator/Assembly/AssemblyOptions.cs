namespace Orchestrator.Assembly;

/// <summary>Settings of the assembly stage.</summary>
internal sealed class AssemblyOptions
{
    /// <summary>Folder of the index of work already done; best beside the asset store, which holds the bytes.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Encoders that may run at once; each uses one thread. 0 takes one for each processor.</summary>
    public int ParallelEncodes { get; init; }

    /// <summary>Longest time that one piece of work may take: less than an activity is given.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(9);
}
