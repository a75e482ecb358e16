using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>What a worker gets to see of a workflow task it has been given.</summary>
internal static class WorkflowTaskAnswer
{
    /// <summary>A page of history holds whole batches, at most so many.</summary>
    public const int BatchesPerPage = 256;

    /// <param name="run">The run; its pending task has been started.</param>
    /// <param name="onlyNew">The worker remembers the run and needs what happened since its last task only.</param>
    public static PollWorkflowTaskQueueResponse For(Run run, bool onlyNew)
    {
        var task = run.Tasks.Pending!;
        var answer = new PollWorkflowTaskQueueResponse
        {
            TaskToken = Token(run, task),
            WorkflowExecution = run.Execution,
            WorkflowType = new WorkflowType { Name = run.State.WorkflowType },
            PreviousStartedEventId = run.State.LastStartedId,
            StartedEventId = task.StartedId,
            Attempt = task.Attempt,
            WorkflowExecutionTaskQueue = new TaskQueue { Name = run.State.TaskQueue, Kind = Api.Enums.V1.TaskQueueKind.Normal },
            ScheduledTime = task.ScheduledTime.Clone(),
            StartedTime = task.StartedTime.Clone(),
        };
        AddHistory(run, answer, onlyNew ? run.State.LastStartedId + 1 : 1, withUnwrittenTask: true);
        answer.Messages.Add(run.Updates.Send(task.StartedId, again: !onlyNew || task.Attempt > 1));
        foreach (var (id, query) in run.Queries.ForTask()) answer.Queries.Add(id, query);
        return answer;
    }

    /// <summary>Puts the first page of the history into an answer.</summary>
    public static void AddHistory(Run run, PollWorkflowTaskQueueResponse answer, long firstId, bool withUnwrittenTask)
    {
        var last = run.LastEventId;
        var page = run.Events.Page(firstId, last, BatchesPerPage);
        var end = page.Count == 0 ? last : page[^1].EventId;
        answer.History = new Api.History.V1.History { Events = { page } };
        if (end < last)
        {
            answer.NextPageToken = new HistoryToken
            {
                RunId = run.State.RunId,
                NextEventId = end + 1,
                LastEventId = last,
                WithUnwrittenTask = withUnwrittenTask,
            }.ToByteString();
        }
        else if (withUnwrittenTask)
        {
            answer.History.Events.Add(run.Tasks.UnwrittenEvents());
        }
    }

    private static ByteString Token(Run run, WorkflowTaskState task) => new TaskToken
    {
        NamespaceId = run.State.NamespaceId,
        WorkflowId = run.State.WorkflowId,
        RunId = run.State.RunId,
        ScheduledId = task.ScheduledId,
        StartedId = task.StartedId,
        Attempt = task.Attempt,
        StartedTicks = task.StartedTime.ToDateTime().Ticks,
    }.ToByteString();
}
