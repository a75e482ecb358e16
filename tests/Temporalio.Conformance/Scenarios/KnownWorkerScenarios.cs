using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: what a service tells of the workers that tell of themselves.</summary>
public abstract class KnownWorkerScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private string First => Scene.Id + "-1";

    private string Second => Scene.Id + "-2";

    [Scenario]
    public async Task S31_DescribedWorker_IsWhatItSaidLast()
    {
        var told = Scene.Transcript();
        await Say(First, WorkerStatus.Running, Second);
        await told.Ask("unknown", Describe(Scene.Id));
        await told.Ask("running", Describe(First));
        await Say(First, WorkerStatus.ShuttingDown);
        await told.Ask("shutting down", Describe(First));
        await Say(First, WorkerStatus.Shutdown);
        await told.Ask("gone", Describe(First));
        await told.Ask("the other", Describe(Second));
        await told.Ask("no key", Describe(""));
        await told.Ask("no namespace", Describe(First, ""));
        await told.Ask("unknown namespace", Describe(First, "nowhere"));
        told.IsRecorded();
    }

    [Scenario]
    public async Task S32_WorkersOfAQuery_AreCountedAndListed()
    {
        var told = Scene.Transcript();
        await Say(First, WorkerStatus.Running, Second);
        await Say(Second, WorkerStatus.ShuttingDown);
        var here = $"TaskQueue = '{Scene.Queue}'";
        string[] queries =
        [
            here, $"{here} AND Status = 'Running'", $"{here} AND WorkerStatus != 'Running'", $"{here} AND Status = 'running'",
            $"WorkerInstanceKey STARTS_WITH '{Scene.Id}'", $"WorkerInstanceKey = '{First}' OR WorkerInstanceKey = '{Second}'",
            $"{here} AND (HostName = 'host' OR SdkName = 'other') AND SdkVersion = '1.0' AND WorkerIdentity = '{Scene.WorkerIdentity}'",
            $"{here} AND DeploymentName = 'stage' AND BuildId = 'one'", $"{here} AND StartTime >= '2026-01-02T03:04:05Z'",
            $"{here} AND StartTime < '2026-01-02T03:04:05Z'", $"{here} AND HeartbeatTime > '2026-01-02T03:04:05Z'", $"{here} AND StartTime > 'noon'",
            $"Unknown = 'x' OR {here}", "Unknown != 'x'", "WorkerInstanceKey = 3", $"WorkerInstanceKey > '{Scene.Id}'",
            "WorkerInstanceKey = ", "WorkerInstanceKey = 'a' AND", "(WorkerInstanceKey = 'a'", "WorkerInstanceKey = a", "one two",
        ];
        foreach (var query in queries)
        {
            var shown = query.Replace(Scene.Queue, "<queue>", StringComparison.Ordinal).Replace(Scene.Id, "<id>", StringComparison.Ordinal);
            await told.Ask($"count {shown}", Scene.Call<CountWorkersRequest, CountWorkersResponse>(
                "CountWorkers", new() { Namespace = Scene.Namespace, Query = query }));
        }

        // In no order that is promised, so one at a time.
        foreach (var key in (string[])[First, Second])
        {
            await told.Ask("list", Scene.Call<ListWorkersRequest, ListWorkersResponse>(
                "ListWorkers", new() { Namespace = Scene.Namespace, Query = $"{here} AND WorkerInstanceKey = '{key}'" }));
        }

        told.IsRecorded();
    }

    private Task<DescribeWorkerResponse> Describe(string key, string @namespace = Scene.Namespace) =>
        Scene.Call<DescribeWorkerRequest, DescribeWorkerResponse>("DescribeWorker", new() { Namespace = @namespace, WorkerInstanceKey = key });

    private Task Say(string key, WorkerStatus status, params string[] others)
    {
        var request = new RecordWorkerHeartbeatRequest { Namespace = Scene.Namespace, Identity = Scene.WorkerIdentity };
        request.WorkerHeartbeat.AddRange([Of(key, status), .. others.Select(other => Of(other, status))]);
        return Scene.Call<RecordWorkerHeartbeatRequest, RecordWorkerHeartbeatResponse>("RecordWorkerHeartbeat", request);
    }

    private WorkerHeartbeat Of(string key, WorkerStatus status) => new()
    {
        WorkerInstanceKey = key,
        WorkerIdentity = Scene.WorkerIdentity,
        HostInfo = new() { HostName = "host", WorkerGroupingKey = "group", ProcessId = "77" },
        TaskQueue = Scene.Queue,
        DeploymentVersion = new() { DeploymentName = "stage", BuildId = "one" },
        SdkName = "sdk",
        SdkVersion = "1.0",
        Status = status,
        StartTime = Start.ToTimestamp(),
        HeartbeatTime = Start.AddMinutes(1).ToTimestamp(),
        WorkflowTaskSlotsInfo = new() { CurrentAvailableSlots = 5, CurrentUsedSlots = 1, SlotSupplierKind = "Fixed" },
        TotalStickyCacheHit = 3,
    };

    public sealed class OnDevService() : KnownWorkerScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : KnownWorkerScenarios(ServiceKind.Real);
}
