using Google.Protobuf;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Conformance.Scenes;

/// <content>Schedules. The schedule's id is the scene's id; its action starts the scene's workflow type on its queue.</content>
public sealed partial class Scene
{
    /// <summary>Workflow ids of the actions begin with this.</summary>
    public string ActionId => Id + "-action";

    public Schedule NewSchedule(ScheduleSpec spec)
        => new()
        {
            Spec = spec,
            Action = new()
            {
                StartWorkflow = new() { WorkflowId = ActionId, WorkflowType = new() { Name = WorkflowType }, TaskQueue = new() { Name = Queue } },
            },
        };

    /// <summary>A schedule that never fires by itself.</summary>
    public Schedule PausedSchedule() => NewSchedule(new() { CronString = { "0 0 1 1 * 2099" } });

    public Task<CreateScheduleResponse> CreateSchedule(Schedule schedule, Action<CreateScheduleRequest>? change = null)
    {
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = Id,
            Schedule = schedule,
            Identity = ClientIdentity,
            RequestId = Guid.NewGuid().ToString(),
        };
        change?.Invoke(request);
        return Call<CreateScheduleRequest, CreateScheduleResponse>("CreateSchedule", request);
    }

    public Task<DescribeScheduleResponse> DescribeSchedule()
        => Call<DescribeScheduleRequest, DescribeScheduleResponse>(
            "DescribeSchedule", new() { Namespace = Namespace, ScheduleId = Id });

    public Task<PatchScheduleResponse> PatchSchedule(SchedulePatch patch)
        => Call<PatchScheduleRequest, PatchScheduleResponse>(
            "PatchSchedule",
            new() { Namespace = Namespace, ScheduleId = Id, Patch = patch, Identity = ClientIdentity, RequestId = Guid.NewGuid().ToString() });

    public Task<UpdateScheduleResponse> UpdateSchedule(Schedule schedule, ByteString? conflictToken = null)
        => Call<UpdateScheduleRequest, UpdateScheduleResponse>(
            "UpdateSchedule",
            new()
            {
                Namespace = Namespace,
                ScheduleId = Id,
                Schedule = schedule,
                ConflictToken = conflictToken ?? ByteString.Empty,
                Identity = ClientIdentity,
                RequestId = Guid.NewGuid().ToString(),
            });

    public Task<DeleteScheduleResponse> DeleteSchedule()
        => Call<DeleteScheduleRequest, DeleteScheduleResponse>(
            "DeleteSchedule", new() { Namespace = Namespace, ScheduleId = Id, Identity = ClientIdentity });

    /// <summary>Waits until what Describe answers satisfies the condition.</summary>
    public async Task<DescribeScheduleResponse> UntilSchedule(Func<DescribeScheduleResponse, bool> condition)
    {
        DescribeScheduleResponse described = null!;
        await Until(async () => condition(described = await DescribeSchedule()));
        return described;
    }
}
