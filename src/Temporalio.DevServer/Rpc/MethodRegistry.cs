using Temporalio.DevServer.Batches;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Rpc;

/// <summary>All methods the service answers. Any other method is UNIMPLEMENTED.</summary>
internal static class MethodRegistry
{
    public static MethodTable Create(ServiceCore core, RequestRate? rate, CancellationToken stopping)
    {
        var methods = new MethodTable(rate);
        var updates = new UpdateRpc(core);
        new SystemRpc(core).Register(methods);
        new NamespaceRpc(core).Register(methods);
        new OperatorRpc(core).Register(methods);
        new StartRpc(core).Register(methods);
        var executions = new ExecutionRpc(core);
        var resets = new ResetRpc(core);
        executions.Register(methods);
        resets.Register(methods);
        var batches = new BatchTable(core, new BatchActions(core, executions, resets), stopping);
        batches.Load();
        new BatchRpc(core, batches).Register(methods);
        new HistoryRpc(core).Register(methods);
        new QueryRpc(core).Register(methods);
        updates.Register(methods);
        new MultiOperationRpc(core, updates).Register(methods);
        new WorkflowTaskRpc(core).Register(methods);
        new ActivityRpc(core).Register(methods);
        new ActivityControlRpc(core).Register(methods);
        new RunOptionsRpc(core).Register(methods);
        new TaskQueueRpc(core).Register(methods);
        new WorkerRpc(core).Register(methods);
        new VisibilityRpc(core).Register(methods);
        new ScheduleRpc(core).Register(methods);
        new ScheduleListRpc(core).Register(methods);
        if (core.Skipping is { } skipping) new TestRpc(core, skipping).Register(methods);
        return methods;
    }
}
