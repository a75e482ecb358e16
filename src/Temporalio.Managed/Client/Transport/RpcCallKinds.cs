using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client.Transport;

/// <summary>Which call is of which kind.</summary>
internal static class RpcCallKinds
{
    private static readonly TimeSpan OrdinaryTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(70);

    public static RpcCallKind Of(IMessage request) => request switch
    {
        PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest => RpcCallKind.TaskPoll,
        GetWorkflowExecutionHistoryRequest { WaitNewEvent: true } => RpcCallKind.LongPoll,
        UpdateWorkflowExecutionRequest or ExecuteMultiOperationRequest => RpcCallKind.LongPoll,
        ShutdownWorkerRequest => RpcCallKind.Once,
        _ => RpcCallKind.Ordinary,
    };

    public static TimeSpan TimeoutOf(RpcCallKind kind) =>
        kind is RpcCallKind.TaskPoll or RpcCallKind.LongPoll ? LongPollTimeout : OrdinaryTimeout;
}
