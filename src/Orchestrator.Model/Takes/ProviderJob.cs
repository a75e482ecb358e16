namespace Orchestrator.Model;

/// <summary>A job that a provider accepted.</summary>
/// <param name="AttemptId">The attempt that bought it.</param>
/// <param name="Model">Catalogue name of the model.</param>
/// <param name="RequestId">The provider's own id.</param>
/// <param name="StatusUrl">Where to ask for its state.</param>
/// <param name="ResponseUrl">Where to read its result.</param>
/// <param name="CancelUrl">Where to cancel it.</param>
public sealed record ProviderJob(string AttemptId, string Model, string RequestId, Uri StatusUrl, Uri ResponseUrl, Uri CancelUrl);
