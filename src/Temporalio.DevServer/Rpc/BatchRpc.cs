using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Batches;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>The same thing done to many workflows.</summary>
internal sealed class BatchRpc(ServiceCore core, BatchTable jobs)
{
    private const int PageSize = 100;

    private readonly VisibilityReader reader = new(core.Store);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<StartBatchOperationRequest, StartBatchOperationResponse>(service, "StartBatchOperation", StartAsync);
        methods.Add<StopBatchOperationRequest, StopBatchOperationResponse>(service, "StopBatchOperation", (request, _) => StopAsync(request));
        methods.Add<DescribeBatchOperationRequest, DescribeBatchOperationResponse>(
            service, "DescribeBatchOperation", (request, _) => Task.FromResult(Find(request.Namespace, request.JobId).Describe()));
        methods.Add<ListBatchOperationsRequest, ListBatchOperationsResponse>(service, "ListBatchOperations", (request, _) => Task.FromResult(List(request)));
    }

    private async Task<StartBatchOperationResponse> StartAsync(StartBatchOperationRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        Check(request);
        await core.Written();
        var targets = request.Executions.Count > 0 ? [.. request.Executions] : Matching(within, request);
        var state = new DescribeBatchOperationResponse
        {
            OperationType = BatchActions.TypeOf(request),
            JobId = request.JobId,
            State = targets.Count == 0 ? BatchOperationState.Completed : BatchOperationState.Running,
            StartTime = core.Locked(core.Now).ToTimestamp(),
            Identity = IdentityOf(request),
            Reason = request.Reason,
            TotalOperationCount = targets.Count,
        };
        if (targets.Count == 0) state.CloseTime = state.StartTime;
        await jobs.StartAsync(new BatchJob(within.Id, new BatchWork { Request = request, Targets = { targets }, RunId = Guid.NewGuid().ToString() }, state));
        return new StartBatchOperationResponse();
    }

    private async Task<StopBatchOperationResponse> StopAsync(StopBatchOperationRequest request)
    {
        var job = Find(request.Namespace, request.JobId);
        job.Stop(core.Locked(core.Now));
        await jobs.SaveAsync(job);
        return new StopBatchOperationResponse();
    }

    private ListBatchOperationsResponse List(ListBatchOperationsRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        var skip = request.NextPageToken.IsEmpty ? 0 : int.TryParse(request.NextPageToken.ToStringUtf8(), out var at) ? at : throw ServiceError.InvalidArgument("Invalid NextPageToken.");
        var size = request.PageSize > 0 ? request.PageSize : PageSize;
        var all = jobs.Of(within.Id).Select(j => j.Summary()).OrderByDescending(j => j.StartTime).ToArray();
        var response = new ListBatchOperationsResponse { OperationInfo = { all.Skip(skip).Take(size) } };
        if (all.Length > skip + size) response.NextPageToken = ByteString.CopyFromUtf8($"{skip + size}");
        return response;
    }

    private BatchJob Find(string namespaceName, string jobId)
    {
        var within = core.Namespaces.ByName(namespaceName);
        if (jobId.Length == 0) throw ServiceError.InvalidArgument("JobId is not set on request.");
        return jobs.Find(within.Id, jobId) ?? throw ServiceError.WorkflowNotFound(jobId);
    }

    private List<WorkflowExecution> Matching(NamespaceRecord within, StartBatchOperationRequest request)
    {
        var mustRun = request.OperationCase is StartBatchOperationRequest.OperationOneofCase.TerminationOperation
            or StartBatchOperationRequest.OperationOneofCase.CancellationOperation or StartBatchOperationRequest.OperationOneofCase.SignalOperation;
        var query = mustRun ? $"({request.VisibilityQuery}) AND ExecutionStatus = 'Running'" : request.VisibilityQuery;
        var found = new List<WorkflowExecution>();
        var token = ByteString.Empty;
        do
        {
            (var page, token) = reader.List(within, query, 0, token);
            found.AddRange(page.Select(p => p.Execution));
        }
        while (!token.IsEmpty);
        return found;
    }

    private static void Check(StartBatchOperationRequest request)
    {
        if (request.VisibilityQuery.Length > 0 && request.Executions.Count > 0)
            throw ServiceError.InvalidArgument("visibility query, executions, and target executions are mutually exclusive");
        var isWhole = request.OperationCase != StartBatchOperationRequest.OperationOneofCase.None && request.Reason.Length > 0
            && (request.VisibilityQuery.Length > 0 || request.Executions.Count > 0);
        if (!isWhole)
            throw ServiceError.InvalidArgument("must provide required parameters: BatchType,Reason,Namespace, AND one of (Query OR Executions OR TargetExecutions)");
        if (request.JobId.Length == 0) throw ServiceError.InvalidArgument("JobId is not set on request.");
        foreach (var execution in request.Executions) RequestChecks.Execution(execution);
        if (request.SignalOperation is { Signal.Length: 0 }) throw ServiceError.InvalidArgument("must provide signal name");
    }

    private static string IdentityOf(StartBatchOperationRequest request) =>
        request.TerminationOperation?.Identity ?? request.CancellationOperation?.Identity ?? request.SignalOperation?.Identity
            ?? request.DeletionOperation?.Identity ?? request.ResetOperation?.Identity ?? "";
}
