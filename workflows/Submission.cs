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
    public static async Task<SubmitResult> SubmitOnceAsync(SubmitTakeRequest request, TakeAccount? account = null)
    {
        var answer = await SendAsync(request, account);
        for (var sends = 1; IsBusy(answer, account) && sends < MostSends; sends++)
        {
            if (account is not null)
                await AccountDoor.ThrottleAsync(account, new(request.AttemptId, answer.RetryAfterSeconds));
            await Workflow.DelayAsync(TimeSpan.FromSeconds(Math.Clamp(answer.RetryAfterSeconds, 1, 60)));
            answer = await SendAsync(request, account);
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

    // A provider that is ill and not only busy is left to its account, which knows how it is with the other films.
    private static bool IsBusy(SubmitResult answer, TakeAccount? account) =>
        answer.Outcome == OutcomeClass.NotAcceptedRetryable && (account is null || !answer.Ill);

    private static async Task<SubmitResult> SendAsync(SubmitTakeRequest attempt, TakeAccount? account)
    {
        // A lost answer is searched from this send on: counted from an earlier one, the provider would seem to have had its time.
        var request = attempt with { NotBefore = Workflow.UtcNow };
        try
        {
            var answer = await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.SubmitTakeAsync(request), ActivityDefaults.PurchaseFrom(account));
            return answer.Outcome == OutcomeClass.Ambiguous ? Lost(await FindAsync(request)) : answer;
        }
        catch (Exception failure) when (TemporalException.IsCanceledException(failure))
        {
            await UndoAsync(request);
            throw;
        }
        catch (ActivityFailureException)
        {
            // The worker was lost in the middle: the request may or may not have been accepted.
            return Lost(await FindAsync(request));
        }
    }

    // Whoever loses answers is ill, even when nothing came of it.
    private static SubmitResult Lost(SubmitResult found) => found.Outcome == OutcomeClass.NotAcceptedRetryable ? found with { Ill = true } : found;

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
