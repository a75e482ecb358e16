using Temporalio.Api.OperatorService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Namespaces;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Search attributes of namespaces, and what tools ask about the cluster.</summary>
internal sealed class OperatorRpc(ServiceCore core)
{
    public void Register(MethodTable methods)
    {
        const string service = MethodTable.OperatorService;
        methods.Add<AddSearchAttributesRequest, AddSearchAttributesResponse>(service, "AddSearchAttributes", AddAsync);
        methods.Add<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>(service, "RemoveSearchAttributes", RemoveAsync);
        methods.Add<ListSearchAttributesRequest, ListSearchAttributesResponse>(service, "ListSearchAttributes", ListAsync);
        methods.Add<DeleteNamespaceRequest, DeleteNamespaceResponse>(service, "DeleteNamespace", DeleteNamespaceAsync);
        methods.Add<ListClustersRequest, ListClustersResponse>(service, "ListClusters", (_, _) => Task.FromResult(Clusters()));
        methods.Add<ListNexusEndpointsRequest, ListNexusEndpointsResponse>(
            service, "ListNexusEndpoints", (_, _) => Task.FromResult(new ListNexusEndpointsResponse()));
    }

    private Task<AddSearchAttributesResponse> AddAsync(AddSearchAttributesRequest request, CallContext call)
    {
        if (request.SearchAttributes.Count == 0) throw ServiceError.InvalidArgument("SearchAttributes are not set on request.");
        return core.WriteAsync(unit =>
        {
            var changed = Namespace(request.Namespace).Clone();
            foreach (var (name, type) in request.SearchAttributes) AttributePool.Add(changed, name, type);
            core.Namespaces.Put(unit, changed);
            return new AddSearchAttributesResponse();
        });
    }

    private Task<RemoveSearchAttributesResponse> RemoveAsync(RemoveSearchAttributesRequest request, CallContext call)
    {
        if (request.SearchAttributes.Count == 0) throw ServiceError.InvalidArgument("SearchAttributes are not set on request.");
        return core.WriteAsync(unit =>
        {
            var changed = Namespace(request.Namespace).Clone();
            foreach (var name in request.SearchAttributes)
            {
                if (SystemAttributes.TypeOf(name) is not null)
                    throw ServiceError.InvalidArgument($"Unable to remove non-custom search attributes: {name}.");
                changed.SearchAttributes.Remove(name);
            }

            core.Namespaces.Put(unit, changed);
            return new RemoveSearchAttributesResponse();
        });
    }

    private Task<ListSearchAttributesResponse> ListAsync(ListSearchAttributesRequest request, CallContext call) => core.ReadAsync(() =>
    {
        var response = new ListSearchAttributesResponse();
        foreach (var (name, type) in Namespace(request.Namespace).SearchAttributes) response.CustomAttributes[name] = type;
        foreach (var (name, (type, _)) in SystemAttributes.Columns) response.SystemAttributes[name] = type;
        foreach (var (name, type) in SystemAttributes.Predefined) response.SystemAttributes[name] = type;
        return response;
    });

    private Task<DeleteNamespaceResponse> DeleteNamespaceAsync(DeleteNamespaceRequest request, CallContext call)
    {
        if (request.Namespace.Length == 0 && request.NamespaceId.Length == 0) throw ServiceError.InvalidArgument("Namespace or NamespaceId must be set on request.");
        return core.WriteAsync(unit =>
        {
            var deleted = request.NamespaceId.Length > 0 ? core.Namespaces.Get(request.NamespaceId) : core.Namespaces.ByName(request.Namespace);
            core.Namespaces.Delete(unit, deleted);
            // The name under which the real service keeps it until it has deleted everything.
            return new DeleteNamespaceResponse { DeletedNamespace = $"{deleted.Name}-deleted-{deleted.Id[..5]}" };
        });
    }

    private static ListClustersResponse Clusters() => new()
    {
        Clusters =
        {
            new ClusterMetadata
            {
                ClusterName = SystemRpc.ClusterName,
                ClusterId = SystemRpc.ClusterId,
                HistoryShardCount = 1,
                InitialFailoverVersion = 1,
                IsConnectionEnabled = true,
            },
        },
    };

    private NamespaceRecord Namespace(string name) => name.Length == 0
        ? throw ServiceError.InvalidArgument("Namespace not set on request.")
        : core.Namespaces.ByName(name);
}
