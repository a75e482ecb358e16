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
            // Bare base 64: a data URI is refused.
            Image = await assets.Base64Async(request.StartFrame, cancellationToken),
            Tail = request.EndFrame is { } last ? await assets.Base64Async(last, cancellationToken) : null,
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

    /// <summary>Why a request is beyond the model; null when it is not.</summary>
    public static string? Problem(TakeRequest request, ModelRow row) =>
        request.Cuts is { } cuts && (cuts.Count + 1 > MostShots || cuts.Sum(cut => cut.Seconds) + request.Seconds > MostSeconds)
            ? $"{row.Title} makes at most {MostShots} shots of {MostSeconds} s together"
            : null;

    // The row's endpoint is the model and its mode: kling-v3/pro.
    private static (string Model, string Mode) Split(string endpoint) => endpoint.Split('/') is [var model, var mode] ? (model, mode) : (endpoint, "std");

    private static string Whole(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
