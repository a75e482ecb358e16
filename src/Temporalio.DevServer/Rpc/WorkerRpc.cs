using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Matching;

namespace Temporalio.DevServer.Rpc;

/// <summary>Workers that say how they are, and that they go.</summary>
internal sealed class WorkerRpc(ServiceCore core)
{
    private const int PageSize = 100;

    private readonly WorkerTable workers = new();

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<RecordWorkerHeartbeatRequest, RecordWorkerHeartbeatResponse>(
            service, "RecordWorkerHeartbeat", (request, _) => Task.FromResult(Record(request)));
        methods.Add<ShutdownWorkerRequest, ShutdownWorkerResponse>(service, "ShutdownWorker", (request, _) => Task.FromResult(ShutDown(request)));
        methods.Add<ListWorkersRequest, ListWorkersResponse>(service, "ListWorkers", (request, _) => Task.FromResult(List(request)));
        methods.Add<DescribeWorkerRequest, DescribeWorkerResponse>(service, "DescribeWorker", (request, _) => Task.FromResult(Describe(request)));
        methods.Add<CountWorkersRequest, CountWorkersResponse>(service, "CountWorkers", (request, _) => Task.FromResult(Count(request)));
    }

    private RecordWorkerHeartbeatResponse Record(RecordWorkerHeartbeatRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        foreach (var heartbeat in request.WorkerHeartbeat) workers.Hear(within.Id, heartbeat, core.Locked(core.Now));
        return new RecordWorkerHeartbeatResponse();
    }

    private ShutdownWorkerResponse ShutDown(ShutdownWorkerRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        if (request.StickyTaskQueue.Length > 0) core.Matching.Retire(new QueueKey(within.Id, request.StickyTaskQueue, TaskQueueType.Workflow));
        if (request.WorkerHeartbeat is { } last) workers.Hear(within.Id, last, core.Locked(core.Now));
        return new ShutdownWorkerResponse();
    }

    private DescribeWorkerResponse Describe(DescribeWorkerRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        var found = workers.Find(within.Id, request.WorkerInstanceKey) ?? throw ServiceError.NotFound($"Worker {request.WorkerInstanceKey} not found");
        return new DescribeWorkerResponse { WorkerInfo = new WorkerInfo { WorkerHeartbeat = found } };
    }

    // The workers of the service's own, which the real one can count too, do not exist here.
    private CountWorkersResponse Count(CountWorkersRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        return new CountWorkersResponse { Count = workers.All(within.Id).Count(WorkerQuery.Parse(request.Query)) };
    }

    private ListWorkersResponse List(ListWorkersRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        var isAsked = WorkerQuery.Parse(request.Query);
        var size = request.PageSize > 0 ? request.PageSize : PageSize;
        var after = request.NextPageToken.ToStringUtf8();
        var found = workers.All(within.Id).Where(isAsked)
            .Where(w => string.CompareOrdinal(w.WorkerInstanceKey, after) > 0).Take(size + 1).ToArray();
        var page = found.Take(size).ToArray();
        var response = new ListWorkersResponse
        {
            WorkersInfo = { page.Select(w => new WorkerInfo { WorkerHeartbeat = w }) },
            Workers = { page.Select(Short) },
        };
        if (found.Length > size) response.NextPageToken = ByteString.CopyFromUtf8(page[^1].WorkerInstanceKey);
        return response;
    }

    private static WorkerListInfo Short(WorkerHeartbeat worker) => new()
    {
        WorkerInstanceKey = worker.WorkerInstanceKey,
        WorkerIdentity = worker.WorkerIdentity,
        TaskQueue = worker.TaskQueue,
        DeploymentVersion = worker.DeploymentVersion,
        SdkName = worker.SdkName,
        SdkVersion = worker.SdkVersion,
        Status = worker.Status,
        StartTime = worker.StartTime,
        HostName = worker.HostInfo?.HostName ?? "",
        WorkerGroupingKey = worker.HostInfo?.WorkerGroupingKey ?? "",
        ProcessId = worker.HostInfo?.ProcessId ?? "",
    };
}
