using Orchestrator.Model;
using Orchestrator.Workflows.Accounts;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// A shot among all others: it waits its turn at the provider's account, and goes to another model when its own is ill or will not have it.
public sealed partial class ShotWorkflow
{
    private const int MostFallBacks = 3;
    private const int MostAsks = 30;
    private const int MostSends = 20;

    private readonly AccountDoor door = new();
    private readonly List<string> givenUp = [];
    private RouteChoice? instead;
    private double? sendAgain;
    private bool notStarted;

    /// <summary>An account's answer to the wish for a place.</summary>
    [WorkflowSignal(AccountDoor.AnswerSignal)]
    public Task AnswerPlaceAsync(PlaceAnswer answer)
    {
        door.Answer(answer);
        return Task.CompletedTask;
    }

    private async Task<JobResult> BuyInTurnAsync(string attemptId, Repair next, TakePrice price)
    {
        if (price.Account is not { } account)
            return await BuyAsync(attemptId, next, price);
        for (var sends = 1; ; sends++)
        {
            sendAgain = null;
            var result = await BuyWithPlaceAsync(attemptId, next, price, account);
            if (sendAgain is not { } pause || sends == MostSends)
                return result;
            await Workflow.DelayAsync(TimeSpan.FromSeconds(Math.Clamp(pause, 1, 60)));
        }
    }

    private Task<JobResult> BuyWithPlaceAsync(string attemptId, Repair next, TakePrice price, TakeAccount account)
    {
        var asks = 0;
        return door.InTurnAsync(account, new Turn<JobResult>(attemptId)
        {
            Tell = message => TellAsync("waiting", next with { Reason = message }),
            Buy = seller => BuyAsync(attemptId, next, price with { Account = seller }),
            Closed = place => new(OutcomeClass.NotAcceptedRetryable, null, Nothing, place.Message),
            Report = bought => new(attemptId, bought.Outcome, bought.QueuedSeconds),
            Insists = place => InsistsAsync(place, next, ++asks),
        });
    }

    // A closed endpoint is not waited for when another model can make the shot and nothing has been made of it yet.
    private async Task<bool> InsistsAsync(PlaceAnswer closed, Repair next, int asks)
    {
        if (best is null && accepted.Count == 0)
            instead = await OtherRouteAsync(next.Request!.Model);
        if (instead is not null || asks == MostAsks)
            return false;
        await TellAsync("waiting", next with { Reason = closed.Message });
        await Workflow.DelayAsync(TimeSpan.FromSeconds(Math.Clamp(closed.RetryAfterSeconds, 1, 600)));
        return true;
    }

    // What another model may cure: an account or a model that is gone or ill, a queue that is too long, a request that this one does
    // not take, and once a content policy, for policies differ (some refuse every face).
    private async Task<Repair?> FallBackAsync(Attempt last)
    {
        // What is added has to match what is there: that is left to the model that was chosen for it.
        if (order.Allowed is null || accepted.Count > 0)
            return null;
        var mayCure = notStarted || last.Outcome is OutcomeClass.AuthOrAccount or OutcomeClass.ModelRetired or OutcomeClass.NotAcceptedRetryable or OutcomeClass.NotAcceptedTerminal
            || (last.Outcome == OutcomeClass.Refused && attempts.Count(attempt => attempt.Outcome == OutcomeClass.Refused) == 1);
        if (!mayCure || givenUp.Count == MostFallBacks)
            return null;
        var route = instead ?? await OtherRouteAsync(last.Request.Model);
        instead = null;
        if (route is null)
            return null;
        givenUp.Add(last.Request.Model);
        others = route;
        var reason = $"given up on {last.Request.Model} ({last.Outcome}: {last.Message}); {route.Model} can make it too: {route.Reason}";
        notes.Add(reason);
        var request = last.Request with { Model = route.Model, Seconds = route.Seconds, References = route.References is { } many ? order.References?.Take(many).ToList() : null };
        return new(RepairKind.Retry, last.Number, request, ShotField.Model, reason);
    }

    private async Task<RouteChoice?> OtherRouteAsync(string model)
    {
        if (order.Allowed is not { } allowed || givenUp.Count == MostFallBacks)
            return null;
        var question = new RouteShotRequest(order.Shot, order.Fps, order.Size, allowed, [.. givenUp, model])
        {
            References = order.References?.Select(reference => reference.Kind).ToList(),
            Draft = order.Draft,
        };
        try
        {
            var route = await Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.RouteShotAsync(question), ActivityDefaults.Free);
            return route.Model == model || givenUp.Contains(route.Model) ? null : route;
        }
        catch (ActivityFailureException none) when (!TemporalException.IsCanceledException(none))
        {
            // No other model can make it.
            return null;
        }
    }
}
