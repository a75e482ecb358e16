namespace Orchestrator.Providers.Fal;

/// <summary>What became of a webhook.</summary>
internal enum FalWebhookVerdict
{
    /// <summary>Genuine, and new.</summary>
    Accepted,

    /// <summary>Genuine, and told before: fal repeats itself for two hours.</summary>
    Repeated,

    /// <summary>Not from fal, too old, or not readable.</summary>
    Rejected,
}
