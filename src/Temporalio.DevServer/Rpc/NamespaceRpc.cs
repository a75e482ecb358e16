using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.Replication.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Commands;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Namespaces;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>Namespaces.</summary>
internal sealed class NamespaceRpc(ServiceCore core)
{
    private const int PageSize = 100;

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<RegisterNamespaceRequest, RegisterNamespaceResponse>(service, "RegisterNamespace", RegisterAsync);
        methods.Add<DescribeNamespaceRequest, DescribeNamespaceResponse>(service, "DescribeNamespace", DescribeAsync);
        methods.Add<ListNamespacesRequest, ListNamespacesResponse>(service, "ListNamespaces", ListAsync);
        methods.Add<UpdateNamespaceRequest, UpdateNamespaceResponse>(service, "UpdateNamespace", UpdateAsync);
        methods.Add<DeprecateNamespaceRequest, DeprecateNamespaceResponse>(service, "DeprecateNamespace", DeprecateAsync);
    }

    private Task<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request, CallContext call) => core.WriteAsync(unit =>
    {
        core.Namespaces.Register(unit, new NamespaceRecord
        {
            Name = request.Namespace,
            Description = request.Description,
            OwnerEmail = request.OwnerEmail,
            Data = { request.Data },
            Retention = request.WorkflowExecutionRetentionPeriod,
            State = Api.Enums.V1.NamespaceState.Registered,
        });
        return new RegisterNamespaceResponse();
    });

    private Task<DescribeNamespaceResponse> DescribeAsync(DescribeNamespaceRequest request, CallContext call)
    {
        if (request.Namespace.Length == 0 && request.Id.Length == 0) throw ServiceError.InvalidArgument("Namespace not set on request.");
        return core.ReadAsync(() => Describe(request.Namespace.Length > 0 ? core.Namespaces.ByName(request.Namespace) : core.Namespaces.Get(request.Id)));
    }

    private Task<ListNamespacesResponse> ListAsync(ListNamespacesRequest request, CallContext call) => core.ReadAsync(() =>
    {
        var size = request.PageSize > 0 ? request.PageSize : PageSize;
        var after = request.NextPageToken.ToStringUtf8();
        var rest = core.Namespaces.All.OrderBy(n => n.Id, StringComparer.Ordinal).Where(n => string.CompareOrdinal(n.Id, after) > 0).ToArray();
        var response = new ListNamespacesResponse { Namespaces = { rest.Take(size).Select(Describe) } };
        if (rest.Length > size) response.NextPageToken = ByteString.CopyFromUtf8(rest[size - 1].Id);
        return response;
    });

    private Task<UpdateNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request, CallContext call) => core.WriteAsync(unit =>
    {
        var changed = core.Namespaces.ByName(request.Namespace).Clone();
        if (request.UpdateInfo is { } info)
        {
            if (info.Description.Length > 0) changed.Description = info.Description;
            if (info.OwnerEmail.Length > 0) changed.OwnerEmail = info.OwnerEmail;
            if (info.State != Api.Enums.V1.NamespaceState.Unspecified) changed.State = info.State;
            foreach (var (key, value) in info.Data) changed.Data[key] = value;
        }

        if (request.Config?.WorkflowExecutionRetentionTtl is { } retention) changed.Retention = retention;
        NamespaceTable.CheckRetention(changed);
        core.Namespaces.Put(unit, changed);
        var described = Describe(changed);
        return new UpdateNamespaceResponse
        {
            NamespaceInfo = described.NamespaceInfo,
            Config = described.Config,
            ReplicationConfig = described.ReplicationConfig,
        };
    });

    private Task<DeprecateNamespaceResponse> DeprecateAsync(DeprecateNamespaceRequest request, CallContext call) => core.WriteAsync(unit =>
    {
        var changed = core.Namespaces.ByName(request.Namespace).Clone();
        changed.State = Api.Enums.V1.NamespaceState.Deprecated;
        core.Namespaces.Put(unit, changed);
        return new DeprecateNamespaceResponse();
    });

    private static DescribeNamespaceResponse Describe(NamespaceRecord record) => new()
    {
        NamespaceInfo = new NamespaceInfo
        {
            Name = record.Name,
            State = record.State,
            Description = record.Description,
            OwnerEmail = record.OwnerEmail,
            Data = { record.Data },
            Id = record.Id,
            SupportsSchedules = true,
            Capabilities = new NamespaceInfo.Types.Capabilities
            {
                EagerWorkflowStart = true,
                SyncUpdate = true,
                AsyncUpdate = true,
                WorkerHeartbeats = true,
                ReportedProblemsSearchAttribute = true,
            },
            Limits = new NamespaceInfo.Types.Limits { BlobSizeLimitError = PayloadLimits.BlobBytes, MemoSizeLimitError = PayloadLimits.BlobBytes },
        },
        Config = new NamespaceConfig
        {
            WorkflowExecutionRetentionTtl = record.Retention,
            HistoryArchivalState = ArchivalState.Disabled,
            VisibilityArchivalState = ArchivalState.Disabled,
            BadBinaries = new BadBinaries(),
            CustomSearchAttributeAliases = { record.SearchAttributes.Keys.ToDictionary(k => k, k => k) },
        },
        ReplicationConfig = new NamespaceReplicationConfig
        {
            ActiveClusterName = "active",
            Clusters = { new ClusterReplicationConfig { ClusterName = "active" } },
        },
    };
}
