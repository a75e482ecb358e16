using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpenAI;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.OpenAi;

/// <summary>
/// The Responses contract of OpenAI, Azure and what is compatible with them, by the official client: it knows the keys and the
/// addresses. Requests and answers are read as JSON, because the client's own types of this contract are still marked as experimental.
/// </summary>
internal sealed class OpenAiTextModel(IOptions<OpenAiOptions> settings, IAssetStore assets) : ITextModel
{
    private readonly OpenAIClient client = OpenAiClients.Create(settings.Value);

    public string Provider => "openai";

    public async Task<TextAnswer> AskAsync(string attemptId, TextQuestion question, ModelRow row, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(question, row, cancellationToken);
        try
        {
            var options = new RequestOptions { CancellationToken = cancellationToken };
            options.SetHeader("X-Attempt-Id", attemptId);
            using var content = BinaryContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body, ProviderJson.Body)));
#pragma warning disable OPENAI001 // the Responses client is marked as experimental; only its pipeline is used
            var result = await client.GetResponsesClient().CreateResponseAsync(content, options);
#pragma warning restore OPENAI001
            return Read(result.GetRawResponse().Content, row);
        }
        catch (Exception exception) when (OpenAiErrors.Read(exception, cancellationToken) is { } failure)
        {
            return new(failure.Outcome, "", Money.Zero, failure.Message, failure.RetryAfterSeconds);
        }
    }

    private async Task<OpenAiWire.Question> BodyAsync(TextQuestion question, ModelRow row, CancellationToken cancellationToken)
    {
        List<OpenAiWire.Part> parts = [new("input_text", question.Text)];
        foreach (var picture in question.Pictures)
            parts.Add(new("input_image", ImageUrl: await assets.DataUriAsync(picture, cancellationToken), Detail: "low"));
        return new(
            settings.Value.Deployments.TryGetValue(row.Name, out var deployment) ? deployment : row.Endpoint,
            question.Instructions,
            [new("user", parts)],
            new(new("json_schema", question.Name, question.Schema, Strict: true)),
            question.MaxTokens,
            // What a film is about stays with whoever makes it.
            Store: false,
            question.Facts);
    }

    private static TextAnswer Read(BinaryData content, ModelRow row)
    {
        OpenAiWire.Answer? answer;
        try
        {
            answer = content.ToObjectFromJson<OpenAiWire.Answer>();
        }
        catch (JsonException unreadable)
        {
            return new(OutcomeClass.Ambiguous, "", Money.Zero, $"the answer cannot be read: {unreadable.Message}");
        }

        if (answer?.Status is null)
            return new(OutcomeClass.Ambiguous, "", Money.Zero, "the answer has no status");
        var used = answer.Usage ?? new(0, 0, null);
        var cost = row.PriceOfTokens(used.InputTokens, used.OutputTokens, used.InputDetails?.CachedTokens ?? 0);
        return Read(answer, cost, $"{used.InputTokens} tokens in, {used.OutputTokens} out");
    }

    private static TextAnswer Read(OpenAiWire.Answer answer, Money cost, string tokens)
    {
        var parts = (answer.Output ?? []).SelectMany(item => item.Content ?? []).ToList();
        if (parts.FirstOrDefault(part => part.Type == "refusal") is { } refusal)
            return new(OutcomeClass.Refused, "", cost, $"the model refuses: {refusal.Refusal}");
        var text = string.Concat(parts.Where(part => part.Type == "output_text").Select(part => part.Text));
        return (answer.Status, answer.Incomplete?.Reason, answer.Error?.Code) switch
        {
            ("completed", _, _) when text.Length > 0 => new(OutcomeClass.Delivered, text, cost, tokens),
            ("incomplete", "content_filter", _) => new(OutcomeClass.Refused, "", cost, "a content filter stopped the answer"),
            ("incomplete", "max_output_tokens", _) => new(OutcomeClass.UnderDelivered, "", cost, $"the answer was cut short ({tokens})") { CutShort = true },
            ("failed", _, var code) when OpenAiErrors.IsRefusal(code) => new(OutcomeClass.Refused, "", cost, $"{code}: {answer.Error!.Message}"),
            ("failed", _, _) => new(OutcomeClass.AcceptedFailedRetryable, "", cost, $"{answer.Error?.Code}: {answer.Error?.Message}"),
            _ => new(OutcomeClass.UnderDelivered, "", cost, $"{answer.Status} without a text"),
        };
    }
}
