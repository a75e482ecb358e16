using Orchestrator.Model;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// Shots that a person wants again: with one field changed, or from another seed. Everything else stays as it was in the take before.
public sealed partial class ProductionWorkflow
{
    private readonly Dictionary<string, RetakeOrder> wishes = [];

    // Shoots these, with what is wanted otherwise; what the film then lacks, if anything.
    private async Task<(DeliveryStatus Status, string Reason)?> ShootTheseAsync(IReadOnlyList<Shot> shots)
    {
        HashSet<string> left = [.. shots.Select(shot => shot.Id)];
        foreach (var shot in shots)
        {
            if (wishes.GetValueOrDefault(shot.Id)?.Change is { } change && await ChangeAsync(shot, change) is { } undrawn)
                Leave(shot, undrawn, left);
        }

        await ShootAsync([.. plan.Shots.Where(shot => left.Contains(shot.Id))]);
        return Unfinished();
    }

    private List<Shot> TakeRetakes()
    {
        foreach (var order in retakes.Where(order => order.Note.Length > 0))
            Note(order.ShotId, $"taken again: {order.Note}");
        wishes.Clear();
        foreach (var order in retakes)
            wishes[order.ShotId] = order;
        retakes.Clear();
        HashSet<string> ids = [.. wishes.Keys];
        following.Clear();
        if (plan.FollowersOf(ids) is { Count: > 0 } followers && Workflow.Patched("retakes-are-followed"))
            following.UnionWith(followers.Select(shot => shot.Id));
        ids.UnionWith(following);
        return [.. plan.Shots.Where(shot => ids.Contains(shot.Id))];
    }

    // What was mended in the film stays mended: the new take asks for the same as the one that it may replace, with the one change that
    // a person wants, or with a seed that no take had.
    private (TakeRequest? From, ShotField? Changed, string? Why) AskedAgain(Shot shot, int round)
    {
        if (round == 1 || results.GetValueOrDefault(shot.Id) is not { } result || result.Asked() is not { } asked)
            return default;
        var reseeded = asked.Request with { Seed = result.Attempts.Max(attempt => attempt.Request.Seed) + 1 };
        if (wishes.GetValueOrDefault(shot.Id) is not { } wish)
            return (reseeded, null, null);
        var said = wish.Note.Length > 0 ? $": \"{wish.Note}\"" : "";
        return wish.Change is { } change
            ? (asked.Request with { Fields = change.Take }, change.Field, $"a person wants it again{said}. {change.Words}")
            : (reseeded, ShotField.Seed, $"a person wants it again{said}. Another seed ({reseeded.Seed}), everything else as it is.");
    }

    // The model of the take before, where that was not the one that the shot was routed to.
    private RouteChoice RouteOf(Shot shot, TakeRequest? from)
    {
        var route = routes[shot.Id];
        return from is null || from.Model == route.Model || route.Added is not null || results[shot.Id].Joined is not null
            ? route
            : route with { Model = from.Model, Seconds = from.Seconds };
    }

    // What a storyboard frame shows is changed there first: takes start from it and are scored against it. Why that cannot be, if it cannot.
    private async Task<string?> ChangeAsync(Shot shot, NoteChange change)
    {
        var changed = shot with { Fields = change.Shot, End = shot.End is { } end ? change.EndOf(end) : null };
        try
        {
            if (change.IsSeen())
                Pin(await DrawBothAsync(changed, null));
            else if (change.Pictures(shot) > 0)
                Pin((null, await DrawEndAsync(changed, board!.For(shot.Id), null)));
        }
        catch (ApplicationFailureException stopped)
        {
            return stopped.Message;
        }

        plan = plan with { Shots = [.. plan.Shots.Select(other => other.Id == shot.Id ? changed : other)] };
        return null;
    }

    // A shot whose change cannot be drawn stays in the film as it is, and so does what goes on from it alone.
    private void Leave(Shot shot, string why, HashSet<string> left)
    {
        Note(shot.Id, $"not taken again: {why}");
        left.Remove(shot.Id);
        left.RemoveWhere(id => following.Contains(id) && !plan.FollowersOf([.. wishes.Keys.Where(left.Contains)]).Any(follower => follower.Id == id));
    }

    private void Note(string shotId, string words) => results[shotId] = results[shotId] with { Notes = [.. results[shotId].Notes, words] };
}
