namespace Orchestrator.Providers.Catalogue;

/// <summary>What a provider allows one account, as it publishes it.</summary>
/// <param name="Provider">Name in the catalogue.</param>
/// <param name="Jobs">Jobs that may be open at once; null when it publishes no number.</param>
/// <param name="PerMinute">Requests in a minute; null when it publishes no number.</param>
public sealed record AccountRow(string Provider, int? Jobs, double? PerMinute);
