using Google.Protobuf;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Temporalio.Client.Calls;

/// <summary>Schedules.</summary>
internal sealed class ScheduleCalls(TemporalClient client) : ServiceCalls(client)
{
    private readonly ScheduleActionMessages messages = new(client);

    public async Task<ScheduleHandle> CreateAsync(CreateScheduleInput input)
    {
        var state = input.Schedule.State;
        if (state.LimitedActions != (state.RemainingActions != 0))
            throw new ArgumentException("Limited actions and a number of remaining actions must be set together");
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await messages.ToProtoAsync(input.Schedule),
            InitialPatch = InitialPatch(input),
            Identity = Identity,
            RequestId = NewRequestId(),
            Memo = await ToMemoAsync(Client.Options.DataConverter, input.Options?.Memo),
            SearchAttributes = input.Options?.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
        };
        try
        {
            await Service.CreateScheduleAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }

        return new(Client, input.Id);
    }

    public async IAsyncEnumerable<ScheduleListDescription> ListAsync(ListSchedulesInput input)
    {
        var request = new ListSchedulesRequest { Namespace = Namespace, Query = input.Options?.Query ?? string.Empty };
        do
        {
            var response = await Service.ListSchedulesAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
            foreach (var entry in response.Schedules)
                yield return new(entry, Client.Options.DataConverter);
            request.NextPageToken = response.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
    }

    public async Task<ScheduleDescription> DescribeAsync(DescribeScheduleInput input)
    {
        var request = new DescribeScheduleRequest { Namespace = Namespace, ScheduleId = input.Id };
        var response = await Service.DescribeScheduleAsync(request, TemporalClient.DefaultRetryOptions(input.RpcOptions));
        return new(input.Id, await messages.FromProtoAsync(response.Schedule), response, Client.Options.DataConverter);
    }

    public async Task UpdateAsync(UpdateScheduleInput input)
    {
        var description = await DescribeAsync(new(input.Id, input.RpcOptions));
        if (await input.Updater(new(description)) is not { } update)
            return;
        var request = new UpdateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await messages.ToProtoAsync(update.Schedule),
            Identity = Identity,
            RequestId = NewRequestId(),
            SearchAttributes = update.TypedSearchAttributes?.ToProto(),
        };
        await Service.UpdateScheduleAsync(request, TemporalClient.DefaultRetryOptions(input.RpcOptions));
    }

    public Task BackfillAsync(BackfillScheduleInput input)
    {
        if (input.Backfills.Count == 0)
            throw new ArgumentException("At least one backfill required");
        return PatchAsync(input.Id, new() { BackfillRequest = { input.Backfills.Select(ScheduleMessages.ToProto) } }, input.RpcOptions);
    }

    public Task PauseAsync(PauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Pause = input.Note ?? "Paused via .NET SDK" }, input.RpcOptions);

    public Task UnpauseAsync(UnpauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Unpause = input.Note ?? "Unpaused via .NET SDK" }, input.RpcOptions);

    public Task TriggerAsync(TriggerScheduleInput input) => PatchAsync(
        input.Id, new() { TriggerImmediately = new() { OverlapPolicy = input.Options?.Overlap ?? default } }, input.Options?.Rpc);

    public Task DeleteAsync(DeleteScheduleInput input) => Service.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = input.Id, Identity = Identity },
        TemporalClient.DefaultRetryOptions(input.RpcOptions));

    private static SchedulePatch? InitialPatch(CreateScheduleInput input)
    {
        if (input.Options is not { } options || (!options.TriggerImmediately && options.Backfills.Count == 0))
            return null;
        return new()
        {
            TriggerImmediately = options.TriggerImmediately ? new() { OverlapPolicy = input.Schedule.Policy.Overlap } : null,
            BackfillRequest = { options.Backfills.Select(ScheduleMessages.ToProto) },
        };
    }

    private Task<PatchScheduleResponse> PatchAsync(string id, SchedulePatch patch, RpcOptions? rpcOptions) => Service.PatchScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = id, Patch = patch, Identity = Identity, RequestId = NewRequestId() },
        TemporalClient.DefaultRetryOptions(rpcOptions));
}
