using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using OpenAI;

namespace Orchestrator.Providers.OpenAi;

/// <summary>The official client, with its retries turned off: each would be a second purchase.</summary>
internal static class OpenAiClients
{
    public static OpenAIClient Create(OpenAiOptions options)
    {
        var client = new OpenAIClientOptions { Endpoint = options.Address, RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = options.Timeout };
        if (options.Transport is { } transport)
            client.Transport = new HttpClientPipelineTransport(new HttpClient(transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
#pragma warning disable OPENAI001 // the constructor that takes a policy is marked as experimental
        return options.EntraId
            ? new OpenAIClient(new BearerTokenPolicy(options.Credential ?? new DefaultAzureCredential(), options.EntraScope), client)
            : new OpenAIClient(new ApiKeyCredential(options.Key), client);
#pragma warning restore OPENAI001
    }
}
