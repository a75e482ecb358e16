using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Calls;

/// <summary>Activities that are finished from outside their worker. Each call comes in two forms: by token and by ids.</summary>
internal sealed class AsyncActivityCalls(TemporalClient client) : ServiceCalls(client)
{
    public async Task HeartbeatAsync(HeartbeatAsyncActivityInput input)
    {
        var details = await DetailsAsync(ConverterOf(input.DataConverterOverride), input.Options?.Details);
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        bool shouldStop;
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            var answer = await Service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc);
            shouldStop = answer.CancelRequested || answer.ActivityPaused || answer.ActivityReset;
        }
        else
        {
            var answer = await Service.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Details = details, Identity = Identity }, rpc);
            shouldStop = answer.CancelRequested || answer.ActivityPaused || answer.ActivityReset;
        }

        if (shouldStop)
            throw new AsyncActivityCanceledException();
    }

    public async Task CompleteAsync(CompleteAsyncActivityInput input)
    {
        var result = new Payloads { Payloads_ = { await ConverterOf(input.DataConverterOverride).ToPayloadAsync(input.Result) } };
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Result = result,
                    Identity = Identity,
                },
                rpc);
        }
        else
        {
            await Service.RespondActivityTaskCompletedAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Result = result, Identity = Identity }, rpc);
        }
    }

    public async Task FailAsync(FailAsyncActivityInput input)
    {
        var converter = ConverterOf(input.DataConverterOverride);
        var failure = await converter.ToFailureAsync(input.Exception);
        var details = await DetailsAsync(converter, input.Options?.LastHeartbeatDetails);
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc);
        }
        else
        {
            await Service.RespondActivityTaskFailedAsync(
                new()
                {
                    Namespace = Namespace,
                    TaskToken = TokenOf(input.Activity),
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc);
        }
    }

    public async Task ReportCancellationAsync(ReportCancellationAsyncActivityInput input)
    {
        var details = await DetailsAsync(ConverterOf(input.DataConverterOverride), input.Options?.Details);
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        if (input.Activity is AsyncActivityHandle.IdReference ids)
        {
            await Service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = ids.WorkflowId,
                    RunId = ids.RunId ?? string.Empty,
                    ActivityId = ids.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc);
        }
        else
        {
            await Service.RespondActivityTaskCanceledAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Details = details, Identity = Identity }, rpc);
        }
    }

    private static ByteString TokenOf(AsyncActivityHandle.Reference activity) => activity is AsyncActivityHandle.TaskTokenReference token
        ? ByteString.CopyFrom(token.TaskToken)
        : throw new ArgumentException($"Unknown activity reference {activity}", nameof(activity));

    private static async Task<Payloads?> DetailsAsync(DataConverter converter, IReadOnlyCollection<object?>? details) =>
        details is { Count: > 0 } ? await ToPayloadsAsync(converter, details) : null;

    private DataConverter ConverterOf(DataConverter? converterOverride) => converterOverride ?? Client.Options.DataConverter;
}
