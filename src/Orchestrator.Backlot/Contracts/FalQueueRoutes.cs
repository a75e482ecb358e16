using System.Text.Json;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's queue: submit, status, result, cancel.</summary>
internal sealed class FalQueueRoutes(VendorDesk desk, FalIntake intake, FalDoor door)
{
    private readonly JournalStore journal = desk.Journal;
    private readonly RenderQueue queue = desk.Queue;
    private readonly FaultGate faults = desk.Faults;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/fal").AddEndpointFilter(door.CheckAsync);
        group.MapGet("/{owner}/{app}/requests/{id}/status", StatusAsync);
        group.MapGet("/{owner}/{app}/requests/{id}/status/stream", StreamAsync);
        group.MapGet("/{owner}/{app}/requests/{id}", ResultAsync);
        group.MapPut("/{owner}/{app}/requests/{id}/cancel", CancelAsync);
        group.MapPost("/{owner}/{app}/{**path}", SubmitAsync);
    }

    private async Task SubmitAsync(HttpContext http, string owner, string app, string? path)
    {
        if (await intake.TakeAsync(http, $"{owner}/{app}/{path}".TrimEnd('/')) is { } job)
            await FalAnswers.AnswerAsync(http, 200, Ticket(http, job), job.RequestId);
    }

    // Server-sent events: the state whenever it changes, until the job is over.
    private async Task StreamAsync(HttpContext http, string owner, string app, string id, string? logs)
    {
        if (FindOf(owner, app, id) is null)
        {
            await FalAnswers.AnswerAsync(http, 404, new { detail = "Request not found" });
            return;
        }

        http.Response.ContentType = "text/event-stream";
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, faults.Stopping);
        var last = "";
        while (FindOf(owner, app, id) is { } job && !either.IsCancellationRequested)
        {
            var state = JsonSerializer.Serialize(State(http, job, logs));
            if (state != last)
            {
                await http.Response.WriteAsync($"data: {state}\n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }

            last = state;
            if (job.IsOver)
                return;
            queue.Asked(job);
            await journal.ChangedAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StatusAsync(HttpContext http, string owner, string app, string id, string? logs)
    {
        var job = FindOf(owner, app, id);
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Status, job?.Endpoint ?? "")))
            return;
        if (job is null)
        {
            await FalAnswers.AnswerAsync(http, 404, new { detail = "Request not found" });
            return;
        }

        await FalAnswers.AnswerAsync(http, job.IsOver ? 200 : 202, State(http, job, logs), id);
        queue.Polled(job);
    }

    private object State(HttpContext http, Job job, string? logs)
    {
        var (root, lines) = (Root(http, job), logs == "1" ? Logs(job) : null);
        return job.Status switch
        {
            JobStatus.InQueue => new { status = "IN_QUEUE", request_id = job.RequestId, queue_position = queue.Position(job), response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" },
            JobStatus.InProgress => new { status = "IN_PROGRESS", request_id = job.RequestId, logs = lines, response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" },
            JobStatus.Completed => new { status = "COMPLETED", request_id = job.RequestId, logs = lines, metrics = Metrics(job), response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" },
            _ => new { status = "COMPLETED", request_id = job.RequestId, logs = lines, metrics = Metrics(job), error = FalAnswers.ErrorOf(job).Message, error_type = FalAnswers.ErrorOf(job).Type, response_url = root },
        };
    }

    private async Task ResultAsync(HttpContext http, string owner, string app, string id)
    {
        var job = FindOf(owner, app, id);
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Result, job?.Endpoint ?? "")))
            return;
        if (job is null)
            await FalAnswers.AnswerAsync(http, 404, new { detail = "Request not found" });
        else if (!job.IsOver)
            await FalAnswers.AnswerAsync(http, 400, new { detail = "Request is still in progress" }, id);
        else
            await FalAnswers.EndAsync(http, job);
    }

    private async Task CancelAsync(HttpContext http, string owner, string app, string id)
    {
        var job = FindOf(owner, app, id);
        if (await desk.MeetCancelAsync(http, "fal", id))
            return;
        if (job is null)
            await FalAnswers.AnswerAsync(http, 404, new { status = "NOT_FOUND" });
        else if (queue.Cancel(id) is null)
            await FalAnswers.AnswerAsync(http, 400, new { status = "ALREADY_COMPLETED" }, id);
        else
            await FalAnswers.AnswerAsync(http, 202, new { status = "CANCELLATION_REQUESTED" }, id);
    }

    private Job? FindOf(string owner, string app, string id)
        => journal.Find(id) is { } job && job.App == $"{owner}/{app}" ? job : null;

    private object Ticket(HttpContext http, Job job)
    {
        var root = Root(http, job);
        return new { request_id = job.RequestId, response_url = root, status_url = root + "/status", cancel_url = root + "/cancel", status = "IN_QUEUE", queue_position = queue.Position(job) };
    }

    private static object Metrics(Job job)
        => new { inference_time = job is { StartedAt: { } from, EndedAt: { } to } ? Math.Round((to - from).TotalSeconds, 3) : 0 };

    private static object[] Logs(Job job)
        => [.. new (DateTimeOffset? At, string Message)[] { (job.StartedAt, "Rendering started"), (job.EndedAt, job.Error is null ? "Rendering finished" : job.Error.Message) }
            .Where(l => l.At is not null)
            .Select(l => new { message = l.Message, level = "INFO", source = "USER", timestamp = l.At })];

    private static string Root(HttpContext http, Job job) => $"{VendorDesk.Host(http)}/fal/{job.App}/requests/{job.RequestId}";
}
