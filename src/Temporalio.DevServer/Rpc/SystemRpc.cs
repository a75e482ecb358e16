using Temporalio.Api.Version.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Health;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>What the service is and can.</summary>
internal sealed class SystemRpc(ServiceCore core)
{
    /// <summary>The release of the real service whose behaviour this one follows.</summary>
    private const string ServerVersion = "1.32.0";

    public const string ClusterName = "active";

    public const string ClusterId = "temporalio-devserver";

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<GetSystemInfoRequest, GetSystemInfoResponse>(service, "GetSystemInfo", (_, _) => Task.FromResult(SystemInfo()));
        methods.Add<GetClusterInfoRequest, GetClusterInfoResponse>(service, "GetClusterInfo", (_, _) => Task.FromResult(ClusterInfo()));
        methods.Add<GetSearchAttributesRequest, GetSearchAttributesResponse>(service, "GetSearchAttributes", (_, _) => Task.FromResult(SearchAttributes()));

        // Nobody can register a deployment: tools that list them are told that there are none.
        methods.Add<ListWorkerDeploymentsRequest, ListWorkerDeploymentsResponse>(
            service, "ListWorkerDeployments", (_, _) => Task.FromResult(new ListWorkerDeploymentsResponse()));
        methods.Add<HealthCheckRequest, HealthCheckResponse>(MethodTable.Health, "Check", (request, _) => Task.FromResult(Check(request)));
    }

    private static GetSystemInfoResponse SystemInfo() => new()
    {
        ServerVersion = ServerVersion,
        Capabilities = new GetSystemInfoResponse.Types.Capabilities
        {
            SignalAndQueryHeader = true,
            InternalErrorDifferentiation = true,
            ActivityFailureIncludeHeartbeat = true,
            SupportsSchedules = true,
            EncodedFailureAttributes = true,
            BuildIdBasedVersioning = true,
            UpsertMemo = true,
            EagerWorkflowStart = true,
            SdkMetadata = true,
            CountGroupByExecutionStatus = true,
        },
    };

    private static GetClusterInfoResponse ClusterInfo() => new()
    {
        SupportedClients =
        {
            ["temporal-cli"] = "<2.0.0",
            ["temporal-go"] = "<2.0.0",
            ["temporal-java"] = "<2.0.0",
            ["temporal-php"] = "<2.0.0",
            ["temporal-server"] = "<2.0.0",
            ["temporal-typescript"] = "<2.0.0",
            ["temporal-ui"] = "<3.0.0",
        },
        ServerVersion = ServerVersion,
        ClusterId = ClusterId,
        ClusterName = ClusterName,
        HistoryShardCount = 1,
        PersistenceStore = "sqlite",
        VisibilityStore = "sqlite",
        VersionInfo = new VersionInfo { Current = new ReleaseInfo { Version = ServerVersion } },
    };

    private GetSearchAttributesResponse SearchAttributes()
    {
        var response = new GetSearchAttributesResponse();
        foreach (var (name, (type, _)) in SystemAttributes.Columns) response.Keys[name] = type;
        foreach (var (name, type) in SystemAttributes.Predefined) response.Keys[name] = type;
        foreach (var (name, type) in core.Locked(() => core.Namespaces.All.SelectMany(n => n.SearchAttributes).ToArray())) response.Keys[name] = type;
        return response;
    }

    private static HealthCheckResponse Check(HealthCheckRequest request) => request.Service is "" or MethodTable.WorkflowService or MethodTable.OperatorService
        ? new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving }
        : throw ServiceError.NotFound("unknown service");
}
