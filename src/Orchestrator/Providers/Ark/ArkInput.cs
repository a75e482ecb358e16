using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Ark;

/// <summary>Writes a take's request for Seedance on ModelArk.</summary>
internal static class ArkInput
{
    /// <summary>Bytes of a request as a whole at most.</summary>
    public const long MostTogether = 64_000_000;

    /// <summary>The body to post.</summary>
    public static async Task<ArkWire.Request> WriteAsync(TakeRequest request, ModelRow row, IAssetStore assets, CancellationToken cancellationToken)
    {
        List<ArkWire.Content> content = [new() { Type = "text", Text = PromptCompiler.Video(request, row) }];
        if (request.References is { Count: > 0 } references)
        {
            // References and a start frame exclude each other.
            foreach (var reference in references)
                content.Add(Reference(reference.Kind, new(await assets.DataUriAsync(reference.Asset, cancellationToken))));
        }
        else if (row.Input.Image is not null)
        {
            content.Add(Frame("first_frame", await assets.DataUriAsync(request.StartFrame, cancellationToken)));
            if (request.EndFrame is { } last)
                content.Add(Frame("last_frame", await assets.DataUriAsync(last, cancellationToken)));
        }

        return new(row.Endpoint, content, request.Seconds, $"{row.LinesFor(request.Size) ?? 720}p", request.Size.AspectRatio(), request.Fields.Audio.Description is not null, LastFrame: false);
    }

    /// <summary>Why a request is beyond the model; null when it is not.</summary>
    public static string? Problem(TakeRequest request, ModelRow row)
    {
        var references = request.References ?? [];
        var limits = row.References;
        if (Count(ReferenceKind.Video) > 0)
            return $"{row.Title} fetches clips from a public address and takes none inside a request: leave the reference clips out, or let fal make the shot, where they are uploaded";
        return Count(ReferenceKind.Image) > limits.Images || Count(ReferenceKind.Video) > limits.Videos || Count(ReferenceKind.Audio) > limits.Audio || references.Count > limits.Total
            ? $"{row.Title} takes at most {limits.Images} pictures, {limits.Videos} clips and {limits.Audio} sounds as references, {limits.Total} together"
            : RequestPayload.Problem(request, row) ?? RequestPayload.TooLarge("ModelArk", [request.StartFrame, .. references.Select(reference => reference.Asset)], MostTogether);

        int Count(ReferenceKind kind) => references.Count(reference => reference.Kind == kind);
    }

    private static ArkWire.Content Frame(string role, string address) => new() { Type = "image_url", Image = new(address), Role = role };

    private static ArkWire.Content Reference(ReferenceKind kind, ArkWire.Address address) => kind switch
    {
        ReferenceKind.Image => new() { Type = "image_url", Image = address, Role = "reference_image" },
        ReferenceKind.Video => new() { Type = "video_url", Video = address, Role = "reference_video" },
        _ => new() { Type = "audio_url", Audio = address, Role = "reference_audio" },
    };
}
