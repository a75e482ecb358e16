using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Gemini;

/// <summary>The Interactions API as clips and pictures both use it: by a key, or by a token as on Vertex.</summary>
internal sealed class GeminiInteractions(ProviderChannel channel, IOptions<GeminiOptions> settings, IAccessTokens? tokens = null, string path = GeminiInteractions.Usual)
{
    private const string Usual = "v1beta/interactions";

    private const string KeyHeader = "x-goog-api-key";

    private static readonly string[] Refusals = ["SAFETY", "PROHIBITED", "BLOCKED", "RECITATION"];

    public GeminiOptions Options => settings.Value;

    /// <summary>Where interactions are, below the address.</summary>
    public string Path => path;

    /// <summary>Posts an interaction once; <paramref name="read"/> looks at the answer to one that was taken.</summary>
    public async Task<SubmitResult> PostAsync(string attemptId, GeminiWire.Request request, TimeSpan within, Func<GeminiWire.Interaction?, SubmitResult> read, CancellationToken cancellationToken)
    {
        HttpRequestMessage message;
        try
        {
            message = await KeyedAsync(HttpMethod.Post, new Uri(Options.Address, Path), cancellationToken);
        }
        catch (ProviderException exception)
        {
            return new(OutcomeClass.AuthOrAccount, null, exception.Message);
        }

        using (message)
        {
            message.Headers.Add("X-Attempt-Id", attemptId);
            message.Content = JsonContent.Create(request, options: ProviderJson.Body);
            return await channel.SubmitAsync("Gemini", message, within, answer => answer.IsSuccess ? read(answer.Parse<GeminiWire.Interaction>()) : OfSubmit(request, answer), cancellationToken);
        }
    }

    // A conversation that is not there (any more) says nothing of the model, nor of the account.
    private static SubmitResult OfSubmit(GeminiWire.Request request, ProviderAnswer answer)
    {
        var result = GoogleErrors.OfSubmit(answer);
        var gone = request.Previous is not null && result.Outcome is OutcomeClass.ModelRetired or OutcomeClass.AuthOrAccount && result.Message.Contains("interaction", StringComparison.OrdinalIgnoreCase);
        return gone ? result with { Outcome = OutcomeClass.NotAcceptedTerminal } : result;
    }

    public async Task<ProviderAnswer> SendAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        using var message = await KeyedAsync(method, address, cancellationToken);
        return await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
    }

    // A download leads to another host: the key goes to ours alone.
    public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) => channel.DownloadAsync(
        address,
        path,
        Options.LargestClip,
        uri => IsOurs(uri) || ProviderChannel.IsOneOf(uri, Options.MediaHosts),
        cancellationToken,
        message =>
        {
            // The same server may hold media beside the API, which are not for the key either.
            if (Options.Address.IsBaseOf(message.RequestUri!))
                message.Headers.Add(KeyHeader, Options.Key);
        });

    /// <summary>What an interaction left behind, of one type of content.</summary>
    public static (OutcomeClass Outcome, GeminiWire.Content? Content, string Message) Read(GeminiWire.Interaction? interaction, string type)
    {
        var content = interaction?.Steps?.SelectMany(step => step.Content ?? []).LastOrDefault(item => item.Type == type && (item.Data is not null || item.Address is not null));
        if (interaction?.Status == "completed" && content is not null)
            return (OutcomeClass.Delivered, content, "delivered");
        var error = interaction?.Errors is [{ } first, ..] ? first : interaction?.Steps?.Select(step => step.Error).FirstOrDefault(found => found is not null);
        var words = $"{interaction?.Status}: {error?.Code} {error?.Message}".Trim();
        return (Outcome(interaction?.Status, error), null, words);
    }

    /// <summary>What an interaction's tokens come to at the row's prices; null where either names none. What was blocked has no output, and is free.</summary>
    public static Money? Billed(GeminiWire.Interaction? interaction, ModelRow row, string type)
    {
        if (interaction?.Usage is not { Out: > 0 and var made } usage || row.Price.UsdPerMillionOut == 0)
            return null;
        var media = usage.OutOf?.Where(part => type.Equals(part.Modality, StringComparison.OrdinalIgnoreCase)).Sum(part => part.Count ?? 0) is > 0 and var told ? told : made;
        return row.PriceOfTokens(usage.In ?? 0, media) + row.PriceOfText(Math.Max(0, made - media) + (usage.Thought ?? 0));
    }

    private static OutcomeClass Outcome(string? status, GeminiWire.Error? error) => status switch
    {
        _ when error is not null && Refusals.Any(word => $"{error.Code} {error.Message}".Contains(word, StringComparison.OrdinalIgnoreCase)) => OutcomeClass.Refused,
        "budget_exceeded" => OutcomeClass.AuthOrAccount,
        "cancelled" => OutcomeClass.Cancelled,
        "completed" or "incomplete" => OutcomeClass.UnderDelivered,
        _ => OutcomeClass.AcceptedFailedRetryable,
    };

    private bool IsOurs(Uri address) => ProviderChannel.IsOn(address, Options.Address);

    private async Task<HttpRequestMessage> KeyedAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        if (!IsOurs(address))
            throw new ProviderException($"Gemini's key is not sent to {address.Host}.");
        var message = new HttpRequestMessage(method, address);
        if (tokens is null)
            message.Headers.Add(KeyHeader, Options.Key);
        else
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.TokenAsync(cancellationToken));
        return message;
    }
}
