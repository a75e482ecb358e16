using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.FetchWorkflowHistoryEventPageAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="PageSize">Events of a page, at most.</param>
/// <param name="NextPageToken">Token of the page.</param>
/// <param name="WaitNewEvent">Whether to wait for an event that is not there yet.</param>
/// <param name="EventFilterType">Events to fetch.</param>
/// <param name="SkipArchival">Whether to leave archived histories out.</param>
/// <param name="Rpc">Options of the call.</param>
public record FetchWorkflowHistoryEventPageInput(
    string Id,
    string? RunId,
    int? PageSize,
    byte[]? NextPageToken,
    bool WaitNewEvent,
    HistoryEventFilterType EventFilterType,
    bool SkipArchival,
    RpcOptions? Rpc);
