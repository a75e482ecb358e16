namespace Orchestrator.Model;

/// <summary>Where a purchase is made.</summary>
/// <param name="Provider">The account, by the provider's name in the catalogue.</param>
/// <param name="Endpoint">The provider's own name for the model.</param>
public sealed record TakeAccount(string Provider, string Endpoint);
