using System.Net;
using Microsoft.Extensions.Options;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Fal;

/// <summary>fal's public pages: what each endpoint takes. They are read without a key.</summary>
internal sealed class FalPages(ProviderChannel channel, IOptions<FalOptions> settings)
{
    /// <summary>The page of an endpoint.</summary>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    /// <exception cref="OperationCanceledException">Nobody answers in time, or it was cancelled.</exception>
    public async Task<FalPage> ReadAsync(string endpoint, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Value.Pages, $"api/openapi/queue/openapi.json?endpoint_id={Uri.EscapeDataString(endpoint)}"));
        var answer = await channel.SendAsync(message, settings.Value.CallTimeout, cancellationToken);
        return answer switch
        {
            { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => new(null, Gone: true, $"HTTP {(int)answer.Status}"),
            { IsSuccess: false } => new(null, Gone: false, $"HTTP {(int)answer.Status}"),
            _ => FalSchema.Read(answer.Text, endpoint) is { } schema ? new(schema, Gone: false, "") : new(null, Gone: false, "what is answered is no OpenAPI document of it"),
        };
    }
}
