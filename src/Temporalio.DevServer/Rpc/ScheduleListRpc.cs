using Google.Protobuf;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Finding schedules and their times.</summary>
internal sealed class ScheduleListRpc(ServiceCore core)
{
    private const int MatchingTimes = 1000;
    private const int ListedTimes = 5;
    private const int ListedRanges = 10;

    private readonly VisibilityReader reader = new(core.Store);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<ListSchedulesRequest, ListSchedulesResponse>(service, "ListSchedules", ListAsync);
        methods.Add<CountSchedulesRequest, CountSchedulesResponse>(service, "CountSchedules", CountAsync);
        methods.Add<ListScheduleMatchingTimesRequest, ListScheduleMatchingTimesResponse>(service, "ListScheduleMatchingTimes", MatchAsync);
    }

    private async Task<ListSchedulesResponse> ListAsync(ListSchedulesRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        var (found, next) = reader.ListSchedules(within, request.Query, request.MaximumPageSize, request.NextPageToken);
        var entries = core.Locked(() => found.Select(f => Listed(within, f)).OfType<ScheduleListEntry>().ToArray());
        return new ListSchedulesResponse { Schedules = { entries }, NextPageToken = next };
    }

    private async Task<CountSchedulesResponse> CountAsync(CountSchedulesRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        return new CountSchedulesResponse { Count = reader.CountSchedules(within, request.Query) };
    }

    private Task<ListScheduleMatchingTimesResponse> MatchAsync(ListScheduleMatchingTimesRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        ScheduleChecks.Id(request.ScheduleId);
        if (request.StartTime is null || request.EndTime is null) throw ServiceError.InvalidArgument("StartTime and EndTime must be set on request.");
        return core.ReadAsync(() =>
        {
            var spec = core.Schedules.Get(within.Id, request.ScheduleId).Spec;
            var response = new ListScheduleMatchingTimesResponse();
            var from = request.StartTime.ToDateTime();
            while (response.StartTime.Count < MatchingTimes && spec.After(from) is { } next && next.Actual <= request.EndTime.ToDateTime())
            {
                from = next.Actual;
                response.StartTime.Add(from.ToTimestamp());
            }

            return response;
        });
    }

    /// <summary>A schedule in a list; null if it was deleted since it was found.</summary>
    private ScheduleListEntry? Listed(NamespaceRecord within, WorkflowExecutionInfo found)
    {
        var id = found.Execution.WorkflowId[ScheduleVisibility.IdPrefix.Length..];
        if (core.Schedules.Find(within.Id, id) is not { } entry) return null;
        var record = entry.Record;
        return new ScheduleListEntry
        {
            ScheduleId = id,
            Memo = record.Memo,
            SearchAttributes = record.SearchAttributes,
            Info = new ScheduleListInfo
            {
                Spec = Shortened(record.Schedule.Spec),
                WorkflowType = record.Schedule.Action.StartWorkflow.WorkflowType,
                Notes = record.Schedule.State.Notes,
                Paused = record.Schedule.State.Paused,
                RecentActions = { record.Info.RecentActions.TakeLast(ListedTimes).Select(a => a.Clone()) },
                FutureActionTimes = { entry.ComingTimes(core.Now(), ListedTimes).Select(t => t.ToTimestamp()) },
            },
        };
    }

    private static ScheduleSpec Shortened(ScheduleSpec spec)
    {
        var shortened = spec.Clone();
        shortened.TimezoneData = ByteString.Empty;
        while (shortened.StructuredCalendar.Count > ListedRanges) shortened.StructuredCalendar.RemoveAt(ListedRanges);
        while (shortened.ExcludeStructuredCalendar.Count > ListedRanges) shortened.ExcludeStructuredCalendar.RemoveAt(ListedRanges);
        while (shortened.Interval.Count > ListedRanges) shortened.Interval.RemoveAt(ListedRanges);
        return shortened;
    }
}
