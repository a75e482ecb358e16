using System.Net.Http.Json;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Ark;

/// <summary>Pictures by Seedream on ModelArk, answered in one call.</summary>
internal sealed class ArkImageModel(ProviderChannel channel, ArkVideoModel door, IAssetStore assets, Ffmpeg ffmpeg) : IImageModel
{
    private const string Pictures = "images/generations";

    // Sizes that can be asked for, in pixels.
    private const double Fewest = 921_600;
    private const double Most = 4_194_304;

    public string Provider => "ark";

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        if ((RequestPayload.Problem(references ?? [], row) ?? RequestPayload.TooLarge("ModelArk", references ?? [], ArkInput.MostTogether)) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, default, size, Money.Zero, problem);
        List<string> pictures = [];
        foreach (var reference in references ?? [])
            pictures.Add(await assets.DataUriAsync(reference, cancellationToken));
        using var message = door.Keyed(HttpMethod.Post, new Uri(door.Options.Address, Pictures));
        message.Headers.Add("X-Attempt-Id", attemptId);
        message.Content = JsonContent.Create(
            new ArkWire.PictureRequest(row.Endpoint, PromptRoom.Fit(prompt, row.PromptLimit), pictures.Count > 0 ? pictures : null, SizeFor(size).ToString(), "b64_json", Watermark: false),
            options: ProviderJson.Body);
        byte[]? picture = null;
        var answer = await channel.SubmitAsync("ModelArk", message, door.Options.PictureTimeout, answer => Read(answer, out picture), cancellationToken);
        return picture is not null
            ? await DrawnPicture.ReadAsync(picture, size, row.PriceOfImage(size, pictures.Count), assets, ffmpeg, cancellationToken)
            : new(answer.Outcome, default, size, Money.Zero, answer.Message, answer.RetryAfterSeconds);
    }

    /// <summary>The size to ask for: of the frame's shape, within what can be had, with even sides.</summary>
    internal static FrameSize SizeFor(FrameSize size)
    {
        var area = (double)size.Width * size.Height;
        if (area is >= Fewest and <= Most)
            return size;
        var (scale, spare) = area < Fewest ? (Math.Sqrt(Fewest / area), 1 - 1e-6) : (Math.Sqrt(Most / area), 0);
        return new((int)((size.Width * scale / 2) + spare) * 2, (int)((size.Height * scale / 2) + spare) * 2);
    }

    private static SubmitResult Read(ProviderAnswer answer, out byte[]? picture)
    {
        picture = null;
        if (!answer.IsSuccess)
        {
            var failed = ArkVideoModel.Rejected(answer);
            // Synchronous, and charged by the pictures that were made: asking again is a new purchase, and nothing is left open.
            return failed.Outcome == OutcomeClass.Ambiguous ? failed with { Outcome = OutcomeClass.AcceptedFailedRetryable } : failed;
        }

        var drawn = answer.Parse<ArkWire.Pictures>();
        if (drawn?.Data is [{ Error: { } error }, ..])
            return new(ArkVideoModel.IsRefusal(error.Code) ? OutcomeClass.Refused : OutcomeClass.AcceptedFailedRetryable, null, $"{error.Code}: {error.Message}");
        if (drawn is null)
            return new(OutcomeClass.Ambiguous, null, "the answer is not readable");
        if (drawn.Data is not [{ Picture: { Length: > 0 } data }, ..] || !Decoded(data, out picture))
            return new(OutcomeClass.UnderDelivered, null, "ModelArk reports success without a picture");
        return new(OutcomeClass.Delivered, null, "delivered");
    }

    private static bool Decoded(string data, out byte[]? picture)
    {
        var bytes = new byte[data.Length];
        picture = Convert.TryFromBase64String(data, bytes, out var length) ? bytes[..length] : null;
        return picture is not null;
    }
}
