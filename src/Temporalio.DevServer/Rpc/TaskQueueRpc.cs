using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Matching;

namespace Temporalio.DevServer.Rpc;

/// <summary>Looking at task queues.</summary>
internal sealed class TaskQueueRpc(ServiceCore core)
{
    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<DescribeTaskQueueRequest, DescribeTaskQueueResponse>(service, "DescribeTaskQueue", DescribeAsync);
        methods.Add<ListTaskQueuePartitionsRequest, ListTaskQueuePartitionsResponse>(service, "ListTaskQueuePartitions", ListPartitionsAsync);
    }

    private Task<DescribeTaskQueueResponse> DescribeAsync(DescribeTaskQueueRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.TaskQueue(request.TaskQueue);
        if (request.ApiMode == DescribeTaskQueueMode.Enhanced) return Task.FromResult(DescribeEnhanced(request, within.Id));
        var type = request.TaskQueueType == TaskQueueType.Unspecified ? TaskQueueType.Workflow : request.TaskQueueType;
        return Task.FromResult(core.Matching.Inspect(new QueueKey(within.Id, request.TaskQueue.Name, type), Describe));
    }

    /// <summary>The newer form: both types of the queue at once, all under the one unversioned build.</summary>
    private DescribeTaskQueueResponse DescribeEnhanced(DescribeTaskQueueRequest request, string namespaceId)
    {
        var info = new TaskQueueVersionInfo();
        var types = request.TaskQueueTypes.Count > 0 ? request.TaskQueueTypes.ToArray() : [TaskQueueType.Workflow, TaskQueueType.Activity];
        foreach (var type in types)
        {
            var described = core.Matching.Inspect(new QueueKey(namespaceId, request.TaskQueue.Name, type), Describe);
            var entry = new TaskQueueTypeInfo();
            if (request.ReportPollers) entry.Pollers.Add(described.Pollers);
            if (request.ReportStats) entry.Stats = described.Stats;
            info.TypesInfo[(int)type] = entry;
        }

        return new DescribeTaskQueueResponse { VersionsInfo = { [""] = info } };
    }

    private static DescribeTaskQueueResponse Describe(WorkerQueue queue, DateTime now)
    {
        var backlog = queue.Backlog;
        return new DescribeTaskQueueResponse
        {
            Pollers = { queue.Pollers(now).Select(p => new PollerInfo { Identity = p.Identity, LastAccessTime = p.LastAccess.ToTimestamp(), RatePerSecond = p.RatePerSecond }) },
            Stats = new TaskQueueStats
            {
                ApproximateBacklogCount = backlog,
                ApproximateBacklogAge = (queue.OldestTask is { } oldest ? now - oldest : TimeSpan.Zero).ToDuration(),
            },
            TaskQueueStatus = new TaskQueueStatus { BacklogCountHint = backlog, RatePerSecond = queue.TasksPerSecond ?? 100_000 },
        };
    }

    private Task<ListTaskQueuePartitionsResponse> ListPartitionsAsync(ListTaskQueuePartitionsRequest request, CallContext call)
    {
        core.Namespaces.ByName(request.Namespace);
        RequestChecks.TaskQueue(request.TaskQueue);
        var only = new TaskQueuePartitionMetadata { Key = request.TaskQueue.Name, OwnerHostName = "localhost" };
        return Task.FromResult(new ListTaskQueuePartitionsResponse { ActivityTaskQueuePartitions = { only }, WorkflowTaskQueuePartitions = { only } });
    }
}
