using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Orchestrator.Planning;

/// <summary>The questions of one plan: what was asked, what it cost together, and why no more is asked.</summary>
internal sealed class PlanTalk(AnswerDesk desk, ModelRow row, string attemptId, Money limit)
{
    // A service that turns everything away for so long is down: the film fails and says so.
    private const int MostRuns = 20;

    private readonly List<Consultation> calls = [];

    /// <summary>Every question, in order.</summary>
    public IReadOnlyList<Consultation> Calls => calls;

    /// <summary>What they cost together.</summary>
    public Money Charged => calls.Aggregate(Money.Zero, (sum, call) => sum + call.Charged);

    /// <summary>Why the talk has ended without an answer, and how the film ends with it; null while it goes on.</summary>
    public (DeliveryStatus Status, string Reason)? Ended { get; private set; }

    /// <summary>When it ended for want of money: what it may have to spend in all to go on; otherwise null.</summary>
    public Money? Needed { get; private set; }

    /// <summary>Asks; null when there is no answer, and then <see cref="Ended"/> says why.</summary>
    /// <exception cref="ApplicationFailureException">It may be answered later: what asks is to be run again.</exception>
    public async Task<string?> AskAsync(string purpose, TextQuestion question, CancellationToken cancellationToken)
    {
        var answer = await desk.BuyAsync($"{attemptId}/{purpose}", question, row, limit - Charged, cancellationToken);
        if (answer.Outcome is OutcomeClass.NotAcceptedRetryable or OutcomeClass.AcceptedFailedRetryable && Runs < MostRuns)
            throw new ApplicationFailureException($"{row.Title} cannot answer now: {answer.Message}", "Busy", nextRetryDelay: TimeSpan.FromSeconds(Math.Clamp(answer.RetryAfterSeconds, 1, 60)));

        Needed = answer.Needed is { } more ? Charged + more : null;
        calls.Add(answer.Told(purpose, row.Name));
        if (answer.Outcome == OutcomeClass.Delivered)
            return answer.Text;
        Ended = answer switch
        {
            { Needed: not null } => (DeliveryStatus.StoppedByBudget, $"The {purpose} cannot be paid: {answer.Message}. Raise budget.film, or plan by words."),
            { Outcome: OutcomeClass.Refused } => (DeliveryStatus.Refused, $"{row.Title} refuses the {purpose} of this film: {answer.Message}."),
            _ => (DeliveryStatus.Failed, $"{row.Title} gave no {purpose}: {answer.Message}."),
        };
        return null;
    }

    /// <summary>Ends the talk for a reason of the planner's own.</summary>
    public void End(DeliveryStatus status, string reason) => Ended = (status, reason);

    private static int Runs => ActivityExecutionContext.HasCurrent ? ActivityExecutionContext.Current.Info.Attempt : 1;
}
