using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>A client that makes and watches one schedule; its actions run on the queue <c>q</c>.</summary>
internal sealed class ScheduleActor(RpcClient client, string id = "s", string ns = "default")
{
    public const string WorkflowId = "action";

    public static Schedule Every(double seconds, Action<Schedule>? change = null)
    {
        var schedule = new Schedule
        {
            Spec = new ScheduleSpec { Interval = { new IntervalSpec { Interval = Make.Seconds(seconds) } } },
            Action = new ScheduleAction
            {
                StartWorkflow = new() { WorkflowId = WorkflowId, WorkflowType = new() { Name = "wf" }, TaskQueue = Make.Queue("q") },
            },
            Policies = new SchedulePolicies(),
            State = new ScheduleState(),
        };
        change?.Invoke(schedule);
        return schedule;
    }

    public Task<CreateScheduleResponse> CreateAsync(Schedule schedule, Action<CreateScheduleRequest>? change = null)
    {
        var request = new CreateScheduleRequest { Namespace = ns, ScheduleId = id, Schedule = schedule, RequestId = Guid.NewGuid().ToString() };
        change?.Invoke(request);
        return client.CallAsync<CreateScheduleResponse>(request);
    }

    public Task<DescribeScheduleResponse> DescribeAsync() =>
        client.CallAsync<DescribeScheduleResponse>(new DescribeScheduleRequest { Namespace = ns, ScheduleId = id });

    public Task UpdateAsync(Schedule schedule) => client.CallAsync<UpdateScheduleResponse>(
        new UpdateScheduleRequest { Namespace = ns, ScheduleId = id, Schedule = schedule, RequestId = Guid.NewGuid().ToString() });

    public Task PatchAsync(SchedulePatch patch) => client.CallAsync<PatchScheduleResponse>(
        new PatchScheduleRequest { Namespace = ns, ScheduleId = id, Patch = patch, RequestId = Guid.NewGuid().ToString() });

    public Task TriggerAsync() => PatchAsync(new SchedulePatch { TriggerImmediately = new TriggerImmediatelyRequest() });

    public Task DeleteAsync() => client.CallAsync<DeleteScheduleResponse>(new DeleteScheduleRequest { Namespace = ns, ScheduleId = id });

    public async Task<ScheduleListEntry[]> ListAsync(string query = "") =>
        [.. (await client.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = ns, Query = query })).Schedules];

    public async Task<long> CountAsync(string query = "") =>
        (await client.CallAsync<CountSchedulesResponse>(new CountSchedulesRequest { Namespace = ns, Query = query })).Count;
}
