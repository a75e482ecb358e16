using Temporalio.Api.History.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>A page of a history.</summary>
/// <param name="Events">Events of the page.</param>
/// <param name="NextPageToken">Token of the page.</param>
public record WorkflowHistoryEventPage(IReadOnlyCollection<HistoryEvent> Events, byte[]? NextPageToken);
