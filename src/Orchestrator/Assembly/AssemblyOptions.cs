namespace Orchestrator.Assembly;

/// <summary>Settings of the assembly stage.</summary>
internal sealed class AssemblyOptions
{
    /// <summary>Folder of the index of work already done; best beside the asset store, which holds the bytes.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// Most bytes that the pieces of films and the small pictures of reports may take, which are made again when they are missing: they
    /// lie in <see cref="CacheFolder"/>, apart from what films refer to. 5 GB by default.
    /// </summary>
    public long PiecesLimit { get; init; } = 5_000_000_000;

    /// <summary>Encoders that may run at once; each uses one thread. 0 takes one for each processor.</summary>
    public int ParallelEncodes { get; init; }

    /// <summary>Longest time that one piece of work may take: less than an activity is given.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(9);
}
