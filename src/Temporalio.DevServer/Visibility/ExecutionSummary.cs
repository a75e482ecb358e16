using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Visibility;

/// <summary>A run as lists and descriptions show it.</summary>
internal static class ExecutionSummary
{
    public static WorkflowExecutionInfo For(Run run)
    {
        var state = run.State;
        var info = new WorkflowExecutionInfo
        {
            Execution = run.Execution,
            Type = new WorkflowType { Name = state.WorkflowType },
            StartTime = state.StartTime,
            ExecutionTime = state.ExecutionTime,
            CloseTime = state.CloseTime,
            Status = state.Status,
            HistoryLength = run.LastEventId,
            HistorySizeBytes = state.HistorySize,
            StateTransitionCount = state.StateTransitions,
            Memo = state.Memo ?? new Memo(),
            SearchAttributes = state.SearchAttributes ?? new SearchAttributes(),
            TaskQueue = state.TaskQueue,
            ParentExecution = state.Parent?.Execution,
            ParentNamespaceId = state.Parent?.NamespaceId ?? "",
            RootExecution = state.Root ?? run.Execution,
        };
        if (state.CloseTime is not null) info.ExecutionDuration = Duration.FromTimeSpan(state.CloseTime.ToDateTime() - state.ExecutionTime.ToDateTime());
        return info;
    }
}
