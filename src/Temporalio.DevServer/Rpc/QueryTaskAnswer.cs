using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>What a worker gets to see of a query that comes without a workflow task.</summary>
internal static class QueryTaskAnswer
{
    public static PollWorkflowTaskQueueResponse For(Unit unit, QueuedQuery queued, bool isSticky)
    {
        queued.Query.Take();
        var run = queued.Run;
        if (!isSticky && run.IsOpen && run.Tasks.IsSticky) unit.Join(run).Tasks.ClearSticky();
        var answer = new PollWorkflowTaskQueueResponse
        {
            TaskToken = new TaskToken { NamespaceId = run.State.NamespaceId, QueryId = queued.Query.Id }.ToByteString(),
            WorkflowExecution = run.Execution,
            WorkflowType = new WorkflowType { Name = run.State.WorkflowType },
            PreviousStartedEventId = run.State.LastStartedId,
            WorkflowExecutionTaskQueue = new TaskQueue { Name = run.State.TaskQueue, Kind = TaskQueueKind.Normal },
            Query = queued.Query.Query,
            History = new Api.History.V1.History(),
        };
        if (!isSticky) WorkflowTaskAnswer.AddHistory(run, answer, 1, withUnwrittenTask: false);
        return answer;
    }
}
