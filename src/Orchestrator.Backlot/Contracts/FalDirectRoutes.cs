using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal without its queue: a call that ends with its output. It holds what the account may run at once, and turns away what is more.</summary>
internal sealed class FalDirectRoutes(VendorDesk desk, FalIntake intake, FalDoor door)
{
    public void Map(IEndpointRouteBuilder routes)
        => routes.MapGroup("/fal-run").AddEndpointFilter(door.CheckAsync).MapPost("/{owner}/{app}/{**path}", RunAsync);

    private async Task RunAsync(HttpContext http, string owner, string app, string? path)
    {
        var most = Math.Max(1, desk.Options.Concurrency);
        if (desk.Journal.Unfinished().Count(job => job is { Provider: "fal", Status: JobStatus.InProgress }) >= most)
        {
            await FalAnswers.AnswerAsync(http, 429, new { detail = $"Reached concurrent requests limit of {most}. Use the queue, or wait for a request to end." });
            return;
        }

        if (await intake.TakeAsync(http, $"{owner}/{app}/{path}".TrimEnd('/')) is not { } job)
            return;
        try
        {
            await FalAnswers.EndAsync(http, await desk.OverAsync(job, http.RequestAborted));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever hangs up wants no output any more.
            desk.Queue.Cancel(job.RequestId);
        }
    }
}
