using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>A provider of pictures, without any retry of its own.</summary>
internal interface IImageModel
{
    /// <summary>Name of the provider in the catalogue.</summary>
    string Provider { get; }

    /// <summary>Asks for one picture, once. With references (PNG or JPEG), it is drawn after them: an edit of the first.</summary>
    Task<DrawnImage> DrawAsync(string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null);
}
