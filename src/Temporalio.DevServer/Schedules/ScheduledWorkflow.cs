using System.Globalization;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Schedules;

/// <summary>Starts the workflows of a schedule, and ends them.</summary>
internal sealed class ScheduledWorkflow(Unit unit, ScheduleEntry entry)
{
    private const string ById = "TemporalScheduledById";
    private const string StartTime = "TemporalScheduledStartTime";

    private string Identity => $"temporal-scheduler-{unit.Core.Namespaces.NameOf(entry.Record.NamespaceId)}-{entry.Record.ScheduleId}";

    /// <summary>Starts the action; null if that was refused, as a workflow of the same id is running or was run for this time before.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="alone">It follows the last action, and gets to know how that one ended.</param>
    public ScheduleActionResult? Start(BufferedStart start, bool alone)
    {
        var within = unit.Core.Namespaces.Get(entry.Record.NamespaceId);
        var request = Request(start, alone);
        try
        {
            StartRequest.Prepare(request, within, WorkflowIdConflictPolicy.Fail);
            var current = unit.Core.Runs.FindCurrent(within.Id, request.WorkflowId);
            var policy = IdPolicy.Decide(current, request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy);
            if (policy.Result != IdPolicy.Outcome.Start) throw policy.Refusal();
        }
        catch (ServiceError e)
        {
            unit.Core.Logger.LogWarning("schedule {ScheduleId} cannot start workflow {WorkflowId}: {Reason}", entry.Record.ScheduleId, request.WorkflowId, e.Message);
            return null;
        }

        var run = unit.Core.Starter.Start(unit, StartRequest.ToRun(request, within.Id, unit.Now));
        return new ScheduleActionResult
        {
            ScheduleTime = start.ActualTime,
            ActualTime = unit.Stamp,
            StartWorkflowResult = run.Execution,
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        };
    }

    public void Cancel(WorkflowExecution running)
    {
        if (FindOpen(running) is not { State.CancelRequested: false } run) return;
        unit.Touch(run).Closing.RequestCancel(new() { Cause = "cancelled by schedule overlap policy", Identity = Identity });
    }

    public void Terminate(WorkflowExecution running)
    {
        if (FindOpen(running) is { } run) unit.Touch(run).Closing.Terminate("terminated by schedule overlap policy", null, Identity);
    }

    /// <summary>The open run of the chain that an action began; null if it has ended.</summary>
    public Run? FindOpen(WorkflowExecution running)
    {
        var run = unit.Core.Runs.FindCurrent(entry.Record.NamespaceId, running.WorkflowId);
        return run is { IsOpen: true } && run.State.FirstRunId == running.RunId ? run : null;
    }

    private StartWorkflowExecutionRequest Request(BufferedStart start, bool alone)
    {
        var action = entry.Record.Schedule.Action.StartWorkflow;
        var nominal = start.NominalTime.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var attributes = action.SearchAttributes?.Clone() ?? new SearchAttributes();
        attributes.IndexedFields[ById] = PlainPayload.Json(entry.Record.ScheduleId);
        attributes.IndexedFields[StartTime] = PlainPayload.Json(nominal);
        var within = unit.Core.Namespaces.Get(entry.Record.NamespaceId);
        return new StartWorkflowExecutionRequest
        {
            // Always with the time: the real service keeps and shows `keep_original_workflow_id`, and does not follow it.
            WorkflowId = $"{action.WorkflowId}-{nominal}",
            WorkflowType = action.WorkflowType,
            TaskQueue = action.TaskQueue,
            Input = action.Input,
            WorkflowExecutionTimeout = action.WorkflowExecutionTimeout,
            WorkflowRunTimeout = action.WorkflowRunTimeout,
            WorkflowTaskTimeout = action.WorkflowTaskTimeout,
            Identity = Identity,
            WorkflowIdReusePolicy = start.Manual ? WorkflowIdReusePolicy.AllowDuplicate : WorkflowIdReusePolicy.RejectDuplicate,
            RetryPolicy = action.RetryPolicy,
            Memo = action.Memo,
            SearchAttributes = SearchAttributeCodec.WithTypes(attributes, within),
            Header = action.Header,
            UserMetadata = action.UserMetadata,
            Priority = action.Priority,
            LastCompletionResult = alone ? entry.Record.LastCompletionResult : null,
            ContinuedFailure = alone ? entry.Record.ContinuedFailure : null,
        };
    }
}
