namespace Orchestrator.Workflows.Accounts;

/// <summary>What an account may do at once, as the catalogue or the user says.</summary>
/// <param name="Provider">The account, by the provider's name in the catalogue.</param>
/// <param name="Jobs">Most jobs that may be open at once.</param>
public sealed record AccountLimits(string Provider, int Jobs);
