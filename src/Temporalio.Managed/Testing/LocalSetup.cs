using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Testing;

/// <summary>Registers at the development service what <c>temporal</c> takes as arguments.</summary>
internal static class LocalSetup
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    public static async Task RunAsync(ServerProcess server, WorkflowEnvironmentStartLocalOptions options)
    {
        if (!server.IsDevService)
            return;
        var connection = await TemporalConnection.ConnectAsync(options);
        await RegisterNamespaceAsync(connection, options.Namespace);
        if (options.SearchAttributes is not { Count: > 0 } attributes)
            return;
        var request = new AddSearchAttributesRequest { Namespace = options.Namespace };
        foreach (var attribute in attributes)
            request.SearchAttributes[attribute.Name] = attribute.ValueType;
        await connection.OperatorService.AddSearchAttributesAsync(request);
    }

    private static async Task RegisterNamespaceAsync(TemporalConnection connection, string ns)
    {
        try
        {
            await connection.WorkflowService.RegisterNamespaceAsync(
                new() { Namespace = ns, WorkflowExecutionRetentionPeriod = Duration.FromTimeSpan(Retention) });
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            // The default one is always there.
        }
    }
}
