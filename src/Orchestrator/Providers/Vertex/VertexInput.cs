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

    /// <summary>The body to post; <paramref name="place"/> puts a file where Vertex finds it.</summary>
    public static async Task<VertexWire.Request> WriteAsync(string attemptId, TakeRequest request, ModelRow row, VertexOptions options, Func<AssetRef, Task<VertexWire.Image>> place)
    {
        List<VertexWire.Reference> references = [];
        foreach (var reference in (request.References ?? []).Where(reference => reference.Kind == ReferenceKind.Image).Take(MostReferences))
            references.Add(new(await place(reference.Asset), "asset"));
        var instance = new VertexWire.Instance(
            PromptCompiler.Video(request, row),
            // References and a start frame exclude each other; from words or a clip alone there is neither.
            references.Count > 0 || row.Input.Image is null ? null : await place(request.StartFrame),
            request.EndFrame is { } last ? await place(last) : null,
            references.Count > 0 ? references : null,
            request.Extends is { } extends ? await place(extends.Clip) : null);
        var parameters = new VertexWire.Parameters(
            $"gs://{options.Bucket}/{Prefix(attemptId)}", 1, request.Extends is null ? request.Seconds : ExtensionSeconds, request.Size.AspectRatio(), $"{row.LinesFor(request.Size) ?? 720}p", (uint)(ulong)request.Seed,
            // The one that every way of filming takes in every region. enhancePrompt is not sent: Veo 3 refuses to have it switched off.
            "allow_adult", request.Fields.Audio.Description is not null);
        return new([instance], parameters, new Dictionary<string, string> { ["attempt_id"] = AttemptName.Of(attemptId) });
    }

    /// <summary>Why a request is beyond the model; null when it is not.</summary>
    public static string? Problem(TakeRequest request, ModelRow row) =>
        row.Input.Form == "extend" && request.Extends is null
            ? $"{row.Title} goes on from a clip; the request names none"
            : RequestPayload.Problem(request, row);

    /// <summary>The folder in the bucket that belongs to one attempt alone.</summary>
    public static string Prefix(string attemptId) => $"takes/{AttemptName.Of(attemptId)}/";
}
