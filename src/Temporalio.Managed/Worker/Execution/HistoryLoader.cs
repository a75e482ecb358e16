using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Execution;

/// <summary>Fetches the events of a task that did not come with it.</summary>
internal static class HistoryLoader
{
    /// <summary>The events of the task and of the pages that follow them.</summary>
    public static async Task<IReadOnlyList<HistoryEvent>> CompleteAsync(WorkerSettings settings, PollWorkflowTaskQueueResponse task)
    {
        var events = new List<HistoryEvent>(task.History?.Events ?? []);
        var token = task.NextPageToken;
        while (!token.IsEmpty)
        {
            var page = await settings.Service.GetWorkflowExecutionHistoryAsync(
                new() { Namespace = settings.Namespace, Execution = task.WorkflowExecution, NextPageToken = token },
                WorkerSettings.Retried());
            AddNewer(events, page.History?.Events ?? []);
            token = page.NextPageToken;
        }
        return events;
    }

    /// <summary>The whole history of the run, with the events of the task as its end.</summary>
    public static async Task<IReadOnlyList<HistoryEvent>> FromStartAsync(
        WorkerSettings settings, PollWorkflowTaskQueueResponse task, IReadOnlyList<HistoryEvent> tail)
    {
        var events = new List<HistoryEvent>();
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = settings.Namespace, Execution = task.WorkflowExecution };
        do
        {
            var page = await settings.Service.GetWorkflowExecutionHistoryAsync(request, WorkerSettings.Retried());
            AddNewer(events, page.History?.Events ?? []);
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);

        // What the task says comes last: its own scheduled and started events may not be written yet.
        if (tail.Count > 0)
            events.RemoveAll(e => e.EventId >= tail[0].EventId);
        AddNewer(events, tail);
        return events;
    }

    private static void AddNewer(List<HistoryEvent> events, IEnumerable<HistoryEvent> more)
    {
        foreach (var e in more)
        {
            if (events.Count == 0 || e.EventId > events[^1].EventId)
                events.Add(e);
        }
    }
}
