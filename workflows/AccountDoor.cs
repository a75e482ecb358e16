using Orchestrator.Model;
using Orchestrator.Workflows.Accounts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>A workflow's way to the accounts that it buys from: a place before a job is sent, given back when it has ended.</summary>
internal sealed class AccountDoor
{
    /// <summary>Name of the signal that brings an account's answers.</summary>
    public const string AnswerSignal = "AnswerPlace";

    private readonly Dictionary<string, PlaceAnswer> answers = [];

    /// <summary>Takes an account's answer. One that says to wait may come late, and sends nobody back who has a place.</summary>
    public void Answer(PlaceAnswer answer)
    {
        if (answer.State != PlaceState.Waiting || !answers.ContainsKey(answer.AttemptId))
            answers[answer.AttemptId] = answer;
    }

    /// <summary>Buys when there is a place, and gives the place back however the purchase ends.</summary>
    /// <param name="account">Where it is bought; null where nobody keeps places.</param>
    /// <param name="turn">What is bought.</param>
    public async Task<T> InTurnAsync<T>(TakeAccount? account, Turn<T> turn)
        where T : class
    {
        if (account is null)
            return await turn.Buy(null);
        T? result = null;
        try
        {
            var place = turn.Insists is { } insists ? await InsistAsync(account, turn, insists) : await EnterAsync(account, turn.AttemptId, turn.Tell);
            return result = place?.State == PlaceState.Closed ? turn.Closed(place) : await turn.Buy(place is null ? null : account);
        }
        finally
        {
            await LeaveAsync(account, result is null ? new(turn.AttemptId, OutcomeClass.Cancelled) : turn.Report(result));
        }
    }

    /// <summary>Tells that the provider would not take the job for now.</summary>
    public static Task ThrottleAsync(TakeAccount account, ThrottleReport report) => ReachAsync(account, desk => desk.ThrottleAsync(report));

    private async Task<PlaceAnswer?> InsistAsync<T>(TakeAccount account, Turn<T> turn, Func<PlaceAnswer, Task<bool>> insists)
        where T : class
    {
        while (true)
        {
            var answer = await EnterAsync(account, turn.AttemptId, turn.Tell);
            if (answer is null or { State: PlaceState.Granted } || !await insists(answer))
                return answer;
        }
    }

    // A place, or why the endpoint is closed; null where nobody keeps the account's places.
    private async Task<PlaceAnswer?> EnterAsync(TakeAccount account, string attemptId, Func<string, Task> tell)
    {
        answers.Remove(attemptId);
        if (!await ReachAsync(account, desk => desk.EnterAsync(new(attemptId, Workflow.Info.WorkflowId, account.Endpoint))))
            return null;
        await Workflow.WaitConditionAsync(() => answers.ContainsKey(attemptId));
        if (answers[attemptId].State == PlaceState.Waiting)
        {
            await tell(answers[attemptId].Message);
            await Workflow.WaitConditionAsync(() => answers[attemptId].State != PlaceState.Waiting);
        }

        return answers[attemptId];
    }

    // Gives the place back, or stops waiting for one.
    private static Task LeaveAsync(TakeAccount account, PlaceReport report) => ReachAsync(account, desk => desk.LeaveAsync(report));

    // Must arrive even when the film is being cancelled: a place that is not given back is missing to all films.
    private static async Task<bool> ReachAsync(TakeAccount account, System.Linq.Expressions.Expression<Func<AccountWorkflow, Task>> signal)
    {
        try
        {
            var desk = Workflow.GetExternalWorkflowHandle<AccountWorkflow>(AccountWorkflow.IdOf(account.Provider));
            await desk.SignalAsync(signal, new() { CancellationToken = CancellationToken.None });
            return true;
        }
        catch (FailureException)
        {
            return false;
        }
    }
}
