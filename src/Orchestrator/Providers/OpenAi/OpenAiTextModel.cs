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
internal sealed class OpenAiTextModel(IOptions<OpenAiOptions> settings, IAssetStore assets, TimeProvider clock) : ITextModel
{
    private readonly OpenAIClient client = OpenAiClients.Create(settings.Value);

    public string Provider => "openai";

    public async Task<TextAnswer> AskAsync(string attemptId, TextQuestion question, ModelRow row, Func<ProviderJob, Task>? accepted, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(await BodyAsync(question, row, cancellationToken), ProviderJson.Body);
        var (answer, failed) = await CallAsync("POST", Place(), body, attemptId, cancellationToken);
        if (failed is not null || answer is not { Id: { Length: > 0 } id, Status: "queued" or "in_progress" })
            return failed ?? Read(answer, row);
        var job = new ProviderJob(attemptId, row.Name, id, Place(id), Place(id), Place($"{id}/cancel"));
        if (accepted is not null)
            await accepted(job);
        return await AnswerAsync(job, row, cancellationToken);
    }

    public async Task<TextAnswer> AnswerAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        for (var until = clock.GetUtcNow() + settings.Value.BackgroundTimeout; ;)
        {
            var (answer, failed) = await CallAsync("GET", Ours(job.StatusUrl), null, null, cancellationToken);
            if (failed is null && answer?.Status is not (null or "queued" or "in_progress"))
                return Read(answer, row);
            if (failed is { Outcome: OutcomeClass.ModelRetired })
                return new(OutcomeClass.Ambiguous, "", Money.Zero, $"the service no longer knows the answer {job.RequestId}");
            // Asking is free: whatever went wrong, the next question may be answered.
            if (clock.GetUtcNow() >= until)
                return await GiveUpAsync(job, cancellationToken);
            await Task.Delay(settings.Value.BackgroundPause, clock, cancellationToken);
        }
    }

    // What is not forgotten now, the service forgets by itself in time.
    public Task ForgetAsync(ProviderJob job, CancellationToken cancellationToken) => CallAsync("DELETE", Ours(job.StatusUrl), null, null, cancellationToken);

    // Nobody reads it any more; what was written of it may be charged.
    private async Task<TextAnswer> GiveUpAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        await CallAsync("POST", Ours(job.CancelUrl), [], null, cancellationToken);
        return new(OutcomeClass.Ambiguous, "", Money.Zero, $"no answer in {settings.Value.BackgroundTimeout.TotalMinutes:0.#} minutes");
    }

    private async Task<(OpenAiWire.Answer? Answer, TextAnswer? Failed)> CallAsync(string method, Uri address, byte[]? body, string? attemptId, CancellationToken cancellationToken)
    {
        try
        {
            var options = new RequestOptions { CancellationToken = cancellationToken };
            if (attemptId is not null)
                options.SetHeader("X-Attempt-Id", attemptId);
#pragma warning disable OPENAI001 // the pipeline knows the key; the client's own types of this contract are marked as experimental
            using var message = client.Pipeline.CreateMessage();
            (message.Request.Method, message.Request.Uri) = (method, address);
            if (body is not null)
            {
                message.Request.Headers.Set("Content-Type", "application/json");
                message.Request.Content = BinaryContent.Create(BinaryData.FromBytes(body));
            }

            message.Apply(options);
            await client.Pipeline.SendAsync(message);
#pragma warning restore OPENAI001
            return message.Response!.IsError ? throw new ClientResultException(message.Response) : (Parse(message.Response.Content), null);
        }
        catch (JsonException unreadable)
        {
            return (null, new(OutcomeClass.Ambiguous, "", Money.Zero, $"the answer cannot be read: {unreadable.Message}"));
        }
        catch (Exception exception) when (OpenAiErrors.Read(exception, cancellationToken) is { } failure)
        {
            return (null, new(failure.Outcome, "", Money.Zero, failure.Message, failure.RetryAfterSeconds));
        }
    }

    private static OpenAiWire.Answer? Parse(BinaryData content) => content.ToObjectFromJson<OpenAiWire.Answer>();

    private Uri Place(string? id = null) => new($"{settings.Value.Address.ToString().TrimEnd('/')}/responses{(id is null ? "" : $"/{id}")}");

    // A key is for its own service.
    private Uri Ours(Uri address) => ProviderChannel.IsOn(address, settings.Value.Address) ? address : throw new ProviderException($"The key of {settings.Value.Address.Host} is not sent to {address.Host}.");

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
            // What a film is about stays with whoever makes it, except while an answer in the background is waited for.
            Store: settings.Value.Background,
            question.Facts,
            settings.Value.Background ? true : null);
    }

    private static TextAnswer Read(OpenAiWire.Answer? answer, ModelRow row)
    {
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
            // What was written before may be charged, and nobody says how much.
            ("cancelled", _, _) => new(OutcomeClass.Ambiguous, "", cost, "the answer was cancelled"),
            ("failed", _, _) => new(OutcomeClass.AcceptedFailedRetryable, "", cost, $"{answer.Error?.Code}: {answer.Error?.Message}"),
            _ => new(OutcomeClass.UnderDelivered, "", cost, $"{answer.Status} without a text"),
        };
    }
}
