using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Orchestrator.Model;

namespace Orchestrator.Providers.Http;

/// <summary>A provider's answer, read whole.</summary>
internal sealed record ProviderAnswer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    private const double UsualWait = 5;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Seconds that the provider asks to wait, by either form of Retry-After; five when it says nothing.</summary>
    public double RetryAfterSeconds => Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta.TotalSeconds,
        { Date: { } date } => Math.Max(0, (date - (Headers.Date ?? DateTimeOffset.UtcNow)).TotalSeconds),
        _ => UsualWait,
    };

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>The body as a record, or null when it is not one: gateways answer in HTML, and answers are cut off.</summary>
    public T? Parse<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Throws for a status that is no success: Temporal repeats what asked.</summary>
    public ProviderAnswer Demand() => IsSuccess ? this : throw new HttpRequestException($"HTTP {(int)Status}: {Shortened}", null, Status);

    /// <summary>What an answer without a job says of it: forgotten, in the given words, or not ours to ask for; null when there is one.</summary>
    public JobState? NoJob(string forgotten) => Status switch
    {
        HttpStatusCode.NotFound => new(OutcomeClass.AssetGone, forgotten),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(OutcomeClass.AuthOrAccount, Shortened),
        // Google tells a bad key so.
        HttpStatusCode.BadRequest when Text.Contains("API key", StringComparison.OrdinalIgnoreCase) => new(OutcomeClass.AuthOrAccount, Shortened),
        _ => null,
    };

    /// <summary>The beginning of the body, for a person.</summary>
    public string Shortened => Text.Length > 300 ? Text[..300] + "…" : Text;
}
