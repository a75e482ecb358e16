using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>How a take is shown.</summary>
/// <param name="Still">A still (JPEG).</param>
/// <param name="Moving">The take as a small looping picture (WebP), unless the report would grow too large.</param>
internal sealed record TakePicture(AssetRef Still, AssetRef? Moving);
