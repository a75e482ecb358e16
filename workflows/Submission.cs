using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>
/// The submit protocol: send once; when the answer is lost, find out what became of it; send again only what was proven not to
/// have been accepted.
/// </summary>
internal static class Submission
{
    // A provider that lists only finished jobs shows a lost one after minutes; asking costs nothing.
    private const int MostQuestions = 60;

    // Providers that are over their limit for this long are down: the shot fails and says so.
    private const int MostSends = 20;

    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(10);

    /// <summary>Submits one attempt and returns the job, or why there is none.</summary>
    public static async Task<SubmitResult> SubmitOnceAsync(SubmitTakeRequest request)
    {
        var answer = await SendAsync(request);
        for (var sends = 1; answer.Outcome == OutcomeClass.NotAcceptedRetryable && sends < MostSends; sends++)
        {
            await Workflow.DelayAsync(TimeSpan.FromSeconds(Math.Clamp(answer.RetryAfterSeconds, 1, 60)));
            answer = await SendAsync(request);
        }

        return answer;
    }

    /// <summary>Waits for an accepted job; one whose shot is cancelled is cancelled at its provider.</summary>
    public static async Task<JobResult> FetchAsync(FetchTakeRequest fetch)
    {
        try
        {
            return await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.FetchTakeAsync(fetch), ActivityDefaults.Wait);
        }
        catch (Exception failure) when (TemporalException.IsCanceledException(failure))
        {
            return await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.CancelTakeAsync(fetch), ActivityDefaults.CleanUp);
        }
    }

    private static async Task<SubmitResult> SendAsync(SubmitTakeRequest attempt)
    {
        // A lost answer is searched from this send on: counted from an earlier one, the provider would seem to have had its time.
        var request = attempt with { NotBefore = Workflow.UtcNow };
        try
        {
            var answer = await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.SubmitTakeAsync(request), ActivityDefaults.Purchase);
            return answer.Outcome == OutcomeClass.Ambiguous ? await FindAsync(request) : answer;
        }
        catch (Exception failure) when (TemporalException.IsCanceledException(failure))
        {
            await UndoAsync(request);
            throw;
        }
        catch (ActivityFailureException)
        {
            // The worker was lost in the middle: the request may or may not have been accepted.
            return await FindAsync(request);
        }
    }

    private static async Task<SubmitResult> FindAsync(SubmitTakeRequest request)
    {
        for (var questions = 1; ; questions++)
        {
            var answer = await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.FindTakeAsync(request), ActivityDefaults.Wait);
            if (answer.Outcome != OutcomeClass.Ambiguous || questions == MostQuestions)
                return answer;
            await Workflow.DelayAsync(BetweenQuestions);
        }
    }

    // Cancelled while submitting: if a job came of it, it is stopped before it costs.
    private static async Task UndoAsync(SubmitTakeRequest request)
    {
        var answer = await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.FindTakeAsync(request), ActivityDefaults.CleanUp);
        if (answer.Job is { } job)
        {
            var fetch = new FetchTakeRequest(job, request.Request);
            await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.CancelTakeAsync(fetch), ActivityDefaults.CleanUp);
        }
    }
}
