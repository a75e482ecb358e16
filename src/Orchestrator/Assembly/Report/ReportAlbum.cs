using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>The pictures of a report as data addresses.</summary>
/// <param name="Poster">The poster.</param>
/// <param name="Frames">Storyboard frames by shot.</param>
/// <param name="Takes">Takes by clip: a still, and the moving picture unless there is none.</param>
internal sealed record ReportAlbum(
    string? Poster,
    IReadOnlyDictionary<string, string> Frames,
    IReadOnlyDictionary<AssetRef, (string Still, string? Moving)> Takes)
{
    /// <summary>Reference sheets by likeness.</summary>
    public IReadOnlyDictionary<string, string> Sheets { get; init; } = new Dictionary<string, string>();
}
