using Orchestrator.Workflows.Accounts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>
/// One provider's account, shared by all films and all workers: gives out places for jobs, so that no more are open than the account
/// may have, and leaves an endpoint alone while it is ill. It runs for as long as the service does.
/// </summary>
[Workflow]
public sealed class AccountWorkflow
{
    private AccountDesk desk;
    private bool changed;

    /// <summary>Opens the desk before the first signal can come.</summary>
    [WorkflowInit]
    public AccountWorkflow(AccountState state) => desk = new(state);

    /// <summary>Id of the workflow of an account.</summary>
    public static string IdOf(string provider) => $"account-{provider}";

    /// <summary>The task queue of the purchases from an account; it is handed out as fast as the account allows.</summary>
    public static string QueueOf(string taskQueue, string provider) => $"{taskQueue}/{provider}";

    /// <summary>Gives out places.</summary>
    [WorkflowRun]
    public async Task RunAsync(AccountState state)
    {
        while (!Workflow.ContinueAsNewSuggested)
        {
            changed = false;
            foreach (var (ask, answer) in desk.Decide(Workflow.UtcNow))
                await AnswerAsync(ask, answer);
            if (!changed)
                await Workflow.WaitConditionAsync(() => changed, desk.Next(Workflow.UtcNow) ?? Timeout.InfiniteTimeSpan);
        }

        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        throw Workflow.CreateContinueAsNewException((AccountWorkflow next) => next.RunAsync(desk.State));
    }

    /// <summary>What is open, who waits, and how the endpoints are.</summary>
    [WorkflowQuery]
    public AccountState State() => desk.State;

    /// <summary>Sets the limits.</summary>
    [WorkflowSignal]
    public Task LimitAsync(AccountLimits limits)
    {
        desk.Limit(limits);
        changed = true;
        return Task.CompletedTask;
    }

    /// <summary>Asks for a place.</summary>
    [WorkflowSignal]
    public async Task EnterAsync(PlaceAsk ask)
    {
        desk.Enter(ask);
        foreach (var (asked, answer) in desk.Decide(Workflow.UtcNow))
            await AnswerAsync(asked, answer);
        if (desk.Waits(ask))
            await AnswerAsync(ask, desk.Wait(ask));
        changed = true;
    }

    /// <summary>Gives a place back.</summary>
    [WorkflowSignal]
    public Task LeaveAsync(PlaceReport report)
    {
        desk.Leave(report, Workflow.UtcNow);
        changed = true;
        return Task.CompletedTask;
    }

    /// <summary>Tells that the provider would not take a job for now.</summary>
    [WorkflowSignal]
    public Task ThrottleAsync(ThrottleReport report)
    {
        desk.Throttle(report, Workflow.UtcNow);
        changed = true;
        return Task.CompletedTask;
    }

    // Whoever has gone gives his place back without having used it.
    private async Task AnswerAsync(PlaceAsk ask, PlaceAnswer answer)
    {
        try
        {
            await Workflow.GetExternalWorkflowHandle(ask.WorkflowId).SignalAsync(AccountDoor.AnswerSignal, [answer]);
        }
        catch (FailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            desk.Leave(new(ask.AttemptId, Model.OutcomeClass.Cancelled), Workflow.UtcNow);
            changed = true;
        }
    }
}
