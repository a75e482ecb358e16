using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's queue: submit, status, result, cancel.</summary>
internal sealed class FalQueueRoutes(VendorDesk desk, FalValidation validation, FalDoor door)
{
    private readonly JournalStore journal = desk.Journal;
    private readonly RenderQueue queue = desk.Queue;
    private readonly FaultGate faults = desk.Faults;
    private readonly BacklotOptions options = desk.Options;

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
        var id = $"{owner}/{app}/{path}".TrimEnd('/');
        var (whole, body) = await RequestBody.ReadAsync(http);
        var fault = faults.Meet(http, "fal", FaultRoute.Submit, id, body?["prompt"]?.ToString() ?? body?["multi_prompt"]?.ToJsonString() ?? "");
        if (await faults.StrikeBeforeAsync(http, fault))
            return;

        if (FalEndpoints.Find(id) is not { } endpoint)
        {
            await Answer(http, 404, new { detail = $"Application '{id}' not found" });
            return;
        }

        if (body is null)
        {
            await AnswerRaw(http, 422, FalProblem.Body([new FalProblem("", "value_error", "The body should be a JSON object")], null));
            return;
        }

        var (input, problems, unknown) = await validation.CheckAsync(endpoint, body, http.RequestAborted);
        var invalid = input is null ? FalErrors.Invalid(FalProblem.Body(problems, body)) : null;
        if (invalid is not null && options.ValidateAtSubmit)
        {
            journal.Note("refused on submit", null, new { endpoint = id, problems = problems.Select(p => new { p.Field, p.Type }) });
            http.Response.Headers["x-fal-error-type"] = problems[0].Type;
            await AnswerRaw(http, 422, invalid.Body);
            return;
        }

        var job = await desk.AcceptAsync(http, Sale(http, endpoint, input), whole, fault, invalid, unknown);
        if (job is not null)
            await Answer(http, 200, Ticket(http, job), job.RequestId);
    }

    private VideoSale Sale(HttpContext http, FalEndpoint endpoint, FalInput? input)
    {
        var sale = input is null ? new VideoSale("fal", endpoint.Id, null, 0, 0) : endpoint.Sell(input, options);
        return sale with
        {
            Webhooks = http.Request.Query["fal_webhook"].FirstOrDefault() is { Length: > 0 } hook ? [hook] : null,
            StartWithin = double.TryParse(http.Request.Headers["X-Fal-Request-Timeout"], CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null,
            StoreIo = http.Request.Headers["X-Fal-Store-IO"] != "0",
            KeepSeconds = Kept(http.Request.Headers["X-Fal-Object-Lifecycle-Preference"].ToString()),
        };
    }

    private static double? Kept(string preference)
    {
        try
        {
            return preference.Length == 0 ? null : VendorDesk.Number(JsonNode.Parse(preference), "expiration_duration_seconds");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Server-sent events: the state whenever it changes, until the job is over.
    private async Task StreamAsync(HttpContext http, string owner, string app, string id, string? logs)
    {
        if (FindOf(owner, app, id) is null)
        {
            await Answer(http, 404, new { detail = "Request not found" });
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
            await Answer(http, 404, new { detail = "Request not found" });
            return;
        }

        await Answer(http, job.IsOver ? 200 : 202, State(http, job, logs), id);
    }

    private object State(HttpContext http, Job job, string? logs)
    {
        var (root, lines) = (Root(http, job), logs == "1" ? Logs(job) : null);
        return job.Status switch
        {
            JobStatus.InQueue => new { status = "IN_QUEUE", request_id = job.RequestId, queue_position = queue.Position(job), response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" },
            JobStatus.InProgress => new { status = "IN_PROGRESS", request_id = job.RequestId, logs = lines, response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" },
            JobStatus.Completed => new { status = "COMPLETED", request_id = job.RequestId, logs = lines, metrics = Metrics(job), response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" },
            _ => new { status = "COMPLETED", request_id = job.RequestId, logs = lines, metrics = Metrics(job), error = ErrorOf(job).Message, error_type = ErrorOf(job).Type, response_url = root },
        };
    }

    private async Task ResultAsync(HttpContext http, string owner, string app, string id)
    {
        var job = FindOf(owner, app, id);
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Result, job?.Endpoint ?? "")))
            return;
        if (job is null)
            await Answer(http, 404, new { detail = "Request not found" });
        else if (!job.IsOver)
            await Answer(http, 400, new { detail = "Request is still in progress" }, id);
        else if (job.Status != JobStatus.Completed)
            await AnswerFailureAsync(http, job);
        else
            await AnswerVideoAsync(http, job);
    }

    private async Task CancelAsync(HttpContext http, string owner, string app, string id)
    {
        var job = FindOf(owner, app, id);
        if (await faults.StrikeBeforeAsync(http, faults.Meet(http, "fal", FaultRoute.Cancel, job?.Endpoint ?? "")))
            return;
        if (job is null)
            await Answer(http, 404, new { status = "NOT_FOUND" });
        else if (queue.Cancel(id) is null)
            await Answer(http, 400, new { status = "ALREADY_COMPLETED" }, id);
        else
            await Answer(http, 202, new { status = "CANCELLATION_REQUESTED" }, id);
    }

    private static Task AnswerFailureAsync(HttpContext http, Job job)
    {
        var error = ErrorOf(job);
        http.Response.Headers["x-fal-error-type"] = error.Type;
        http.Response.Headers["X-Fal-Retryable"] = error.Retryable ? "true" : "false";
        if (error.Type == "request_timeout")
            http.Response.Headers["X-Fal-Request-Timeout-Type"] = "user";
        return AnswerRaw(http, error.Status, error.Body, job.RequestId);
    }

    private static Task AnswerVideoAsync(HttpContext http, Job job)
    {
        http.Response.Headers["x-fal-billable-units"] = job.Units.ToString("0.###");
        return Answer(http, 200, FalOutput.Of(job, Host(http)), job.RequestId);
    }

    private Job? FindOf(string owner, string app, string id)
        => journal.Find(id) is { } job && job.App == $"{owner}/{app}" ? job : null;

    private object Ticket(HttpContext http, Job job)
    {
        var root = Root(http, job);
        return new { request_id = job.RequestId, response_url = root, status_url = root + "/status", cancel_url = root + "/cancel", status = "IN_QUEUE", queue_position = queue.Position(job) };
    }

    private static JobError ErrorOf(Job job)
        => job.Error ?? FalErrors.Infrastructure("client_cancelled", 499, "The request was cancelled.");

    private static object Metrics(Job job)
        => new { inference_time = job is { StartedAt: { } from, EndedAt: { } to } ? Math.Round((to - from).TotalSeconds, 3) : 0 };

    private static object[] Logs(Job job)
        => [.. new (DateTimeOffset? At, string Message)[] { (job.StartedAt, "Rendering started"), (job.EndedAt, job.Error is null ? "Rendering finished" : job.Error.Message) }
            .Where(l => l.At is not null)
            .Select(l => new { message = l.Message, level = "INFO", source = "USER", timestamp = l.At })];

    private static string Host(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static string Root(HttpContext http, Job job) => $"{Host(http)}/fal/{job.App}/requests/{job.RequestId}";

    private static Task Answer(HttpContext http, int status, object body, string? requestId = null)
        => AnswerRaw(http, status, JsonSerializer.Serialize(body), requestId);

    private static Task AnswerRaw(HttpContext http, int status, string body, string? requestId = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["x-fal-request-id"] = requestId ?? Guid.NewGuid().ToString();
        return http.Response.WriteAsync(body, http.RequestAborted);
    }
}
