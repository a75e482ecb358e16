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

    [Scenario]
    public async Task S39_OperatorsOfWorkerQueries_AreTakenOrLeaveTheWorkerOut()
    {
        var told = Scene.Transcript();
        await Say(First, WorkerStatus.Running, Second);
        var here = $"TaskQueue = '{Scene.Queue}'";
        string[] conditions =
        [
            "Status IN ('Running', 'Shutdown')", "Status NOT IN ('Running')", "Status IN ()", "Status LIKE 'R%'", "Status NOT LIKE 'R%'", "Status REGEXP 'R'", "Status BETWEEN 'A' AND 'Z'",
            "Status NOT BETWEEN 'A' AND 'Z'", "Status IS NULL", "Status IS NOT NULL", "DeploymentName IS NULL", "NOT Status = 'Running'", "NOT Status = 'Shutdown'", "NOT (Status = 'Shutdown')",
            "NOT NOT Status = 'Running'", "!(Status = 'Running')", "Status <> 'Running'", "Status < 'Z'", "Status >= 'A'", "Status = 1", "Status = true", "Status = null", "Status = \"Running\"", "`Status` = 'Running'",
            "status = 'Running'", "Status STARTS_WITH 'Run'", "Status NOT STARTS_WITH 'Run'", "HostName STARTS_WITH ''", "Status starts_with 'Run'", "StartTime BETWEEN '2026-01-01T00:00:00Z' AND '2026-02-01T00:00:00Z'",
            "StartTime NOT BETWEEN '2026-01-01T00:00:00Z' AND '2026-02-01T00:00:00Z'", "StartTime IN ('2026-01-02T03:04:05Z')", "StartTime IS NULL", "StartTime = '2026-01-02T03:04:05Z'", "StartTime != '2026-01-02T03:04:05Z'",
            "StartTime <= '2026-01-02T03:04:05.000000001Z'", "StartTime > '2026-01-01'", "StartTime > '2026-01-01 00:00:00'", "StartTime > 1767225600000000000", "StartTime > '1767225600000000000'",
            "StartTime > '2026-01-01T00:00:00+02:00'", "StartTime STARTS_WITH '2026'", "Status = 'Running' AND HostName = 'host'", "(Status = 'Running' OR HostName = 'other' AND SdkName = 'no')", "(Status = 'x' OR Status = 'Running')",
            "(Status = 'x' OR Status = 'Running') AND (HostName = 'host')", "Status = 'Running' XOR HostName = 'other'", "Status = 'Running' && HostName = 'host'", "(Status = 'Running' || HostName = 'no')", "1 = 1", "'Running' = Status", "Status", "true",
            "lower(Status) = 'running'", "Status = lower('Running')", "Status = HostName", "WorkerIdentity = 'worker@example'", "SdkVersion != '2'", "Unknown IS NULL", "Status = 'Running' ORDER BY Status", "Status = 'Running' LIMIT 1",
            "Status = 'Running' GROUP BY Status", "Status = 'Running';", "Status = 'Running' -- x", "Status = 'Run", "Status == 'Running'", "Status =", "= 'Running'", "()", "WorkerInstanceKey IS NOT NULL",
            "GroupingKey = 'group'", "WorkerGroupingKey = 'group'", "ProcessId = '77'", "ActivityTaskSlots > 1", "Namespace = 'default'", "PluginName = 'x'", "Plugins = 'x'", "Driver = 'x'", "TaskQueue = 'x'",
        ];
        foreach (var condition in conditions)
        {
            await told.Ask($"count {condition}", Scene.Call<CountWorkersRequest, CountWorkersResponse>(
                "CountWorkers", new() { Namespace = Scene.Namespace, Query = $"{here} AND {condition}" }));
        }

        // Not of this queue alone: only what these two workers are told apart by is kept.
        foreach (var condition in (string[])["NOT TaskQueue = 'x'", "TaskQueue IN ('x')", "   ", "NOT", "(", "ORDER BY Status", "GROUP BY Status", "LIMIT 1"])
        {
            await told.Ask($"list {condition}", Keys(condition));
        }

        told.IsRecorded();
    }

    private async Task<ListWorkersResponse> Keys(string query)
    {
        var answer = await Scene.Call<ListWorkersRequest, ListWorkersResponse>("ListWorkers", new() { Namespace = Scene.Namespace, Query = query, PageSize = 1000 });
        var only = new ListWorkersResponse();
        var keys = answer.Workers.Select(w => w.WorkerInstanceKey).Where(key => key.StartsWith(Scene.Id, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        only.Workers.Add(keys.Select(key => new WorkerListInfo { WorkerInstanceKey = key }));
        return only;
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
