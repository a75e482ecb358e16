using Orchestrator.Model;
using Orchestrator.Workflows.Accounts;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>A workflow's way to the accounts that it buys from: a place before a job is sent, given back when it has ended.</summary>
internal sealed class AccountDoor
{
    /// <summary>Name of the signal that brings an account's answers.</summary>
    public const string AnswerSignal = "AnswerPlace";

    private readonly Dictionary<string, PlaceAnswer> answers = [];

    /// <summary>Takes an account's answer.</summary>
    public void Answer(PlaceAnswer answer) => answers[answer.AttemptId] = answer;

    /// <summary>Waits for a place.</summary>
    /// <param name="account">Where the job is to be bought.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="tell">Tells that it has to wait.</param>
    /// <returns>A place, or why the endpoint is closed; null where nobody keeps the account's places, and nobody polls its task queue.</returns>
    public async Task<PlaceAnswer?> EnterAsync(TakeAccount account, string attemptId, Func<string, Task> tell)
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

    /// <summary>Gives the place back, or stops waiting for one.</summary>
    public static Task LeaveAsync(TakeAccount account, PlaceReport report) => ReachAsync(account, desk => desk.LeaveAsync(report));

    /// <summary>Tells that the provider would not take the job for now.</summary>
    public static Task ThrottleAsync(TakeAccount account, ThrottleReport report) => ReachAsync(account, desk => desk.ThrottleAsync(report));

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
