using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Gemini;

/// <summary>Gemini's pictures by the Interactions API, answered in one call; of the Gemini API, or of Vertex.</summary>
internal sealed class GeminiImageModel(GeminiInteractions interactions, IAssetStore assets, string provider = "gemini") : IImageModel
{
    private const int OrdinaryLines = 768;

    public string Provider => provider;

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        if ((RequestPayload.Problem(references ?? [], row) ?? RequestPayload.TooLarge("Gemini", references ?? [], interactions.Options.LargestRequest)) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, default, size, Money.Zero, problem);
        List<GeminiWire.Content> input = [new() { Type = "text", Text = prompt }];
        foreach (var reference in references ?? [])
            input.Add(new() { Type = "image", Data = await assets.Base64Async(reference, cancellationToken), MediaType = reference.MediaType });
        var request = new GeminiWire.Request
        {
            Model = row.Endpoint,
            Input = input,
            Format = new() { Type = "image", Aspect = size.AspectRatio(), ImageSize = Math.Min(size.Width, size.Height) > OrdinaryLines ? "2K" : "1K", MediaType = "image/png" },
            Labels = new Dictionary<string, string> { ["attempt_id"] = AttemptName.Of(attemptId) },
        };
        DrawnImage? drawn = null;
        var answer = await interactions.PostAsync(attemptId, request, interactions.Options.PictureTimeout, interaction =>
        {
            drawn = Read(interaction, row, size);
            return new(drawn.Outcome, null, drawn.Message);
        }, cancellationToken);
        // Synchronous, and not charged when it fails: asking again is a new purchase, and nothing is left open.
        var outcome = answer is { Outcome: OutcomeClass.Ambiguous } && answer.Message.StartsWith("HTTP 5", StringComparison.Ordinal) ? OutcomeClass.AcceptedFailedRetryable : answer.Outcome;
        return drawn ?? new(outcome, default, size, Money.Zero, answer.Message, answer.RetryAfterSeconds);
    }

    private static DrawnImage Read(GeminiWire.Interaction? interaction, ModelRow row, FrameSize asked)
    {
        if (interaction is null)
            return new(OutcomeClass.Ambiguous, default, asked, Money.Zero, "the answer is not readable");
        var (outcome, content, message) = GeminiInteractions.Read(interaction, "image");
        var billed = GeminiInteractions.Billed(interaction, row, "image");
        if (content?.Data is not { } data)
            return new(outcome == OutcomeClass.Delivered ? OutcomeClass.UnderDelivered : outcome, default, asked, billed ?? Money.Zero, message);
        var (png, cost) = (Convert.FromBase64String(data), billed ?? row.PriceOfImage(asked));
        return PngHeader.Size(png) is { } size
            ? new(OutcomeClass.Delivered, png, size, cost, "delivered")
            : new(OutcomeClass.UnderDelivered, default, asked, cost, "what was delivered is not a picture");
    }
}
