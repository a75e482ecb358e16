using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Vertex;

/// <summary>Writes a take's request for Veo on Vertex.</summary>
internal static class VertexInput
{
    private const int MostReferences = 3;

    // What an extension is asked for as; it adds seven seconds.
    private const int ExtensionSeconds = 8;

    /// <summary>The body to post.</summary>
    public static async Task<VertexWire.Request> WriteAsync(string attemptId, TakeRequest request, ModelRow row, VertexOptions options, IAssetStore assets, CancellationToken cancellationToken)
    {
        List<VertexWire.Reference> references = [];
        foreach (var reference in (request.References ?? []).Where(reference => reference.Kind == ReferenceKind.Image).Take(MostReferences))
            references.Add(new(await ImageAsync(assets, reference.Asset, cancellationToken), "asset"));
        var instance = new VertexWire.Instance(
            PromptCompiler.Video(request, row),
            // References and a start frame exclude each other; from words or a clip alone there is neither.
            references.Count > 0 || row.Input.Image is null ? null : await ImageAsync(assets, request.StartFrame, cancellationToken),
            request.EndFrame is { } last ? await ImageAsync(assets, last, cancellationToken) : null,
            references.Count > 0 ? references : null,
            request.Extends is { } extends ? await ImageAsync(assets, extends.Clip, cancellationToken) : null);
        var parameters = new VertexWire.Parameters(
            $"gs://{options.Bucket}/{Prefix(attemptId)}", 1, request.Extends is null ? request.Seconds : ExtensionSeconds, request.Size.AspectRatio(), $"{row.LinesFor(request.Size) ?? 720}p", (uint)(ulong)request.Seed,
            "allow_adult", request.Fields.Audio.Description is not null,
            // It would rewrite the prompt, and a repair would no longer be a change of one clause.
            Enhance: false);
        return new([instance], parameters, new Dictionary<string, string> { ["attempt_id"] = AttemptName.Of(attemptId) });
    }

    /// <summary>Why a request is beyond the model; null when it is not.</summary>
    public static string? Problem(TakeRequest request, ModelRow row) =>
        row.Input.Form == "extend" && request.Extends is null ? $"{row.Title} goes on from a clip; the request names none" : null;

    /// <summary>The folder in the bucket that belongs to one attempt alone.</summary>
    public static string Prefix(string attemptId) => $"takes/{AttemptName.Of(attemptId)}/";

    private static async Task<VertexWire.Image> ImageAsync(IAssetStore assets, AssetRef asset, CancellationToken cancellationToken) =>
        new(await assets.Base64Async(asset, cancellationToken), asset.MediaType);
}
