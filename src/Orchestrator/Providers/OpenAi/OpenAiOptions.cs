using Azure.Core;

namespace Orchestrator.Providers.OpenAi;

/// <summary>Where an OpenAI-compatible service is: OpenAI's own, Azure's, or any other. The address decides.</summary>
public sealed class OpenAiOptions
{
    /// <summary>Base address, with <c>/v1</c>; Azure's is <c>https://RESOURCE.openai.azure.com/openai/v1/</c>.</summary>
    public Uri Address { get; set; } = new("https://api.openai.com/v1");

    /// <summary>API key; never logged. Empty on Azure means Entra ID (<see cref="EntraId"/>).</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether the caller is known by Entra ID (Azure.Identity) instead of a key.</summary>
    public bool EntraId { get; set; }

    /// <summary>What Entra ID is asked for.</summary>
    public string EntraScope { get; set; } = "https://ai.azure.com/.default";

    /// <summary>Who asks Entra ID; null looks where Azure.Identity looks: the environment, the machine's identity, signed-in tools.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>What carries the calls; null is a plain connection.</summary>
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>Name of the image deployment, where the service has names of its own for models; null uses the catalogue's.</summary>
    public string? ImageDeployment { get; set; }

    /// <summary>Deployments by the catalogue's name of the model, where the service has names of its own for language models.</summary>
    public IDictionary<string, string> Deployments { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether language models answer in the background: an answer of any length survives a lost connection and a crash of whoever
    /// waits. The service keeps question and answer until they have been read; otherwise nothing of a film is kept there.
    /// </summary>
    public bool Background { get; set; }

    /// <summary>How long an answer in the background is waited for, by each worker that takes it up. 25 minutes by default.</summary>
    public TimeSpan BackgroundTimeout { get; set; } = TimeSpan.FromMinutes(25);

    /// <summary>Pause between two questions after an answer in the background. 2 seconds by default.</summary>
    public TimeSpan BackgroundPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one picture or one answer may take: two minutes is usual, so 5 minutes by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);
}
