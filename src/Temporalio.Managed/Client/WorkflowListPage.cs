namespace Temporalio.Client;

/// <summary>A page of a list.</summary>
/// <param name="Workflows">Workflows of the page.</param>
/// <param name="NextPageToken">Token of the next page, or null after the last.</param>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
