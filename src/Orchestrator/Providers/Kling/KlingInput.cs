using System.Globalization;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Kling;

/// <summary>Writes a take's request for Kling's own API.</summary>
internal static class KlingInput
{
    private const int MostShots = 6;
    private const int MostSeconds = 15;

    /// <summary>Where a row's tasks are: from a picture, from words alone, or from anything (omni).</summary>
    public static string Path(ModelRow row) => row.Input.Form is not null ? "v1/videos/omni-video" : row.Input.Image is null ? "v1/videos/text2video" : "v1/videos/image2video";

    /// <summary>The body to post.</summary>
    public static async Task<KlingWire.Request> WriteAsync(string attemptId, TakeRequest request, ModelRow row, IAssetStore assets, CancellationToken cancellationToken)
    {
        var cuts = request.Cuts ?? [];
        var prompt = PromptCompiler.Video(request, row);
        var (model, mode) = Split(row.Endpoint);
        return new()
        {
            Model = model,
            Mode = mode,
            // Bare base 64: a data URI is refused. From words alone there is no picture whose shape it could take.
            Image = row.Input.Image is null ? null : await assets.Base64Async(request.StartFrame, cancellationToken),
            Tail = row.Input.Image is not null && request.EndFrame is { } last ? await assets.Base64Async(last, cancellationToken) : null,
            Aspect = row.Input.Image is null ? request.Size.AspectRatio() : null,
            Prompt = cuts.Count == 0 ? prompt : null,
            Negative = row.Input.Fixed.TryGetValue("negative_prompt", out var negative) ? (string)negative : null,
            Several = cuts.Count == 0 ? null : true,
            ShotType = cuts.Count == 0 ? null : "customize",
            Shots = cuts.Count == 0 ? null : [new(1, prompt, Whole(request.Seconds)), .. cuts.Select((cut, i) => new KlingWire.Shot(i + 2, PromptCompiler.Cut(cut, request, row), Whole(cut.Seconds)))],
            Duration = Whole(request.Seconds + cuts.Sum(cut => cut.Seconds)),
            Sound = request.Fields.Audio.Description is null ? "off" : "on",
            ExternalId = AttemptName.Of(attemptId),
        };
    }

    /// <summary>The body to post to omni-video.</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="request">The request.</param>
    /// <param name="row">The row.</param>
    /// <param name="clip">Where the clip is that is changed; null to make one.</param>
    /// <param name="assets">The store.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<KlingWire.OmniRequest> WriteOmniAsync(
        string attemptId, TakeRequest request, ModelRow row, Uri? clip, IAssetStore assets, CancellationToken cancellationToken)
    {
        var (model, mode) = Split(row.Endpoint);
        var prompt = PromptCompiler.Video(request, row);
        if (clip is not null)
        {
            // As long as what is changed; beside a clip there is no sound of its own.
            return new() { Model = model, Mode = mode, Prompt = prompt, Clips = [new(clip, "base", "yes")], Sound = "off", ExternalId = AttemptName.Of(attemptId) };
        }

        // References come first, so that their numbers are those in the prompt.
        List<KlingWire.OmniPicture> pictures = [];
        foreach (var reference in request.References ?? [])
            pictures.Add(new(await assets.Base64Async(reference.Asset, cancellationToken)));
        pictures.Add(new(await assets.Base64Async(request.StartFrame, cancellationToken), "first_frame"));
        if (request.EndFrame is { } last)
            pictures.Add(new(await assets.Base64Async(last, cancellationToken), "end_frame"));
        return new()
        {
            Model = model,
            Mode = mode,
            Prompt = prompt,
            Pictures = pictures,
            Duration = Whole(request.Seconds),
            Sound = request.Fields.Audio.Description is null ? "off" : "on",
            ExternalId = AttemptName.Of(attemptId),
        };
    }

    /// <summary>Why a request is beyond the model; null when it is not.</summary>
    public static string? Problem(TakeRequest request, ModelRow row)
    {
        if (row.Edits && request.Source is not { RequestId.Length: > 0 })
            return $"{row.Title} changes a take that Kling made; the request names none";
        if (row.Several is null && request.Cuts is { Count: > 0 })
            return $"{row.Title} makes one shot at a time";
        var references = request.References ?? [];
        if (references.Count > row.References.Total || references.Any(reference => reference.Kind != ReferenceKind.Image))
            return $"{row.Title} takes at most {row.References.Images} pictures as references";
        return SeveralProblem(request, row) ?? RequestPayload.Problem(request, row);
    }

    private static string? SeveralProblem(TakeRequest request, ModelRow row) =>
        request.Cuts is { } cuts && (cuts.Count + 1 > MostShots || cuts.Sum(cut => cut.Seconds) + request.Seconds > MostSeconds)
            ? $"{row.Title} makes at most {MostShots} shots of {MostSeconds} s together"
            : null;

    // The row's endpoint is the model and its mode: kling-v3/pro.
    private static (string Model, string Mode) Split(string endpoint) => endpoint.Split('/') is [var model, var mode] ? (model, mode) : (endpoint, "std");

    private static string Whole(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
