using Orchestrator.EngineBench.Services;

namespace Orchestrator.EngineBench;

/// <summary>What all parts of a run share.</summary>
/// <param name="Ours">The service of this repository.</param>
/// <param name="Real">Temporal's own; null if it was not found.</param>
/// <param name="Short">Fewer rounds and shorter ones.</param>
internal sealed record Bench(IService Ours, IService? Real, bool Short) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("engine-bench-");
    private int lastFile;

    /// <summary>The services to compare, in the order of a round: Temporal's first.</summary>
    public IEnumerable<IService> Both => Real is null ? [Ours] : [Real, Ours];

    public int Rounds => Short ? 1 : 3;

    /// <summary>A database file that does not exist yet.</summary>
    public string NewFile() => Path.Combine(folder.FullName, $"{++lastFile}.db");

    public void Dispose() => folder.Delete(recursive: true);
}
