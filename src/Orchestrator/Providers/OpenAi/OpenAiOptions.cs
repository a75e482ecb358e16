namespace Orchestrator.Providers.OpenAi;

/// <summary>Where an OpenAI-compatible service is.</summary>
public sealed class OpenAiOptions
{
    /// <summary>Base address, with <c>/v1</c>.</summary>
    public Uri Address { get; set; } = new("https://api.openai.com/v1");

    /// <summary>API key; never logged.</summary>
    public string Key { get; set; } = "";

    /// <summary>How long one picture may take: two minutes is usual, so 5 minutes by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);
}
