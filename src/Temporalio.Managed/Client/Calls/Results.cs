using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Calls;

/// <summary>Waits for the close event of a workflow and says what it means.</summary>
internal static class Results
{
    public static async Task<TResult> OfWorkflowAsync<TResult>(WorkflowHandle handle, bool followRuns, RpcOptions? rpcOptions)
    {
        var converter = handle.Client.Options.DataConverter.WithSerializationContext(
            new ISerializationContext.Workflow(handle.Client.Options.Namespace, handle.Id));
        var runId = handle.ResultRunId;
        while (true)
        {
            var closed = await WaitForCloseAsync(handle, runId, rpcOptions);
            if (NextRunOf(closed) is { Length: > 0 } next)
            {
                if (followRuns)
                {
                    runId = next;
                    continue;
                }

                if (closed.AttributesCase == HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes)
                    throw new WorkflowContinuedAsNewException(next);
            }

            return await ReadCloseAsync<TResult>(converter, closed);
        }
    }

    /// <summary>Reads a result; <see cref="ValueTuple"/> stands for none wanted.</summary>
    public static async Task<TResult> ReadAsync<TResult>(DataConverter converter, Payloads? result)
    {
        if (typeof(TResult) == typeof(ValueTuple))
            return default!;
        return await converter.ToSingleValueAsync<TResult>(result?.Payloads_.ToArray() ?? []);
    }

    private static async Task<HistoryEvent> WaitForCloseAsync(WorkflowHandle handle, string? runId, RpcOptions? rpcOptions)
    {
        var input = new FetchWorkflowHistoryEventPageInput(
            handle.Id,
            runId,
            PageSize: null,
            NextPageToken: null,
            WaitNewEvent: true,
            HistoryEventFilterType.CloseEvent,
            SkipArchival: true,
            rpcOptions);
        while (true)
        {
            var page = await handle.Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(input);
            if (page.Events.Count > 0)
                return page.Events.First();
            if (page.NextPageToken == null)
                throw new InvalidOperationException("No close event and no next page");
            input = input with { NextPageToken = page.NextPageToken };
        }
    }

    private static string? NextRunOf(HistoryEvent closed) => closed.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes =>
            closed.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
            closed.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes =>
            closed.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes =>
            closed.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => null,
    };

    private static async Task<TResult> ReadCloseAsync<TResult>(DataConverter converter, HistoryEvent closed)
    {
        switch (closed.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes:
                return await ReadAsync<TResult>(converter, closed.WorkflowExecutionCompletedEventAttributes.Result);
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes:
                throw new WorkflowFailedException(
                    await converter.ToExceptionAsync(closed.WorkflowExecutionFailedEventAttributes.Failure));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes:
                throw await CanceledAsync(converter, closed.WorkflowExecutionCanceledEventAttributes);
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes:
                throw await TerminatedAsync(converter, closed.WorkflowExecutionTerminatedEventAttributes);
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes:
                throw await FailedAsync(converter, new()
                {
                    Message = "Workflow timed out",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                });
            default:
                throw new InvalidOperationException($"Unexpected close event {closed.EventType}");
        }
    }

    private static Task<WorkflowFailedException> CanceledAsync(
        DataConverter converter, WorkflowExecutionCanceledEventAttributes attributes) =>
        FailedAsync(converter, new() { Message = "Workflow canceled", CanceledFailureInfo = new() { Details = attributes.Details } });

    private static async Task<WorkflowFailedException> TerminatedAsync(
        DataConverter converter, WorkflowExecutionTerminatedEventAttributes attributes)
    {
        IReadOnlyCollection<Payload>? details = attributes.Details?.Payloads_;
        if (details is { Count: > 0 } && converter.PayloadCodec is { } codec)
            details = await codec.DecodeAsync(details);
        var failure = new Failure
        {
            Message = attributes.Reason.Length > 0 ? attributes.Reason : "Workflow terminated",
            TerminatedFailureInfo = new(),
        };
        return new(new TerminatedFailureException(failure, null, new(converter.PayloadConverter, details)));
    }

    private static async Task<WorkflowFailedException> FailedAsync(DataConverter converter, Failure failure) =>
        new(await converter.ToExceptionAsync(failure));
}
