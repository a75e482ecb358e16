namespace Orchestrator.Assembly;

/// <summary>Settings of the assembly stage.</summary>
internal sealed class AssemblyOptions
{
    /// <summary>Folder of the index of work already done; best beside the asset store, which holds the bytes.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Encoders that may run at once; each uses one thread. 0 takes one for each processor.</summary>
    public int ParallelEncodes { get; init; }
}
