using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Scoring.Repairs;

/// <summary>
/// Decides what follows a scored take: accept it, change one field of the best take's request, or stop with what there is. The
/// rules are in order; the same attempts always give the same answer.
/// </summary>
internal sealed class RepairChooser
{
    private const int FruitlessRetries = 2;
    private const int FruitlessTriesOfAField = 2;
    private const double LeastGain = 0.3;

    private readonly ChooseRepairRequest asked;
    private readonly Attempt used;
    private readonly Attempt best;
    private readonly ScoreCard card;
    private readonly EditRepairs edits;
    private readonly Attempt original;

    /// <summary>Prepares the choice.</summary>
    /// <exception cref="ArgumentException">The best attempt is not among the attempts, or was never scored.</exception>
    public RepairChooser(ChooseRepairRequest asked, EditRepairs? edits = null)
    {
        this.asked = asked;
        this.edits = edits ?? EditRepairs.None;
        used = best = asked.Attempts.SingleOrDefault(attempt => attempt.Number == asked.Best)
            ?? throw new ArgumentException($"Attempt {asked.Best} of shot {asked.Shot.Id} is not among its attempts.", nameof(asked));
        card = best.Card ?? throw new ArgumentException($"Attempt {asked.Best} of shot {asked.Shot.Id} was never scored.", nameof(asked));
        // Once the understudy has taken over, its own best take is what it goes on from.
        if (TakesOf(asked.Understudy?.Model).Aggregate((Attempt?)null, (good, take) => good is null || take.Card!.BetterThan(good.Card!) ? take : good) is { } its)
            (best, card) = (its, its.Card!);
        original = best;
        while (original.Request.Source is not null && Parent(original) is { } parent)
            original = parent;
    }

    /// <summary>The choice.</summary>
    public Repair Choose()
    {
        if (card.Failed is null && card.Judgement?.Objection() is { } objection)
            return Answer(objection);
        if (card.Failed is not { } failed)
            return new Repair(RepairKind.Accept, null, null, null, $"Take {best.Number} passes on everything that can be measured.");
        var fault = card.For(failed);
        if (WhyOver() is { } over)
            return Stop(fault, over);
        if (TakeOver(fault) is { } other)
            return other;
        if (WhyFruitless() is { } why)
            return Stop(fault, why);
        foreach (var step in Ladder(fault))
        {
            if (IsNew(step.Request))
                return new Repair(RepairKind.Retry, step.Parent ?? original.Number, step.Request, step.Field, $"{failed}: {fault.Evidence}. {step.Change}");
        }

        return Stop(fault, "every change that could mend it was tried");
    }

    // Everything that can be measured passes: one try for each thing that may help, then the take is used and the objection told.
    private Repair Answer(JudgeVerdict objection)
    {
        var said = $"The judge objects to {objection.Aspect.ToString().ToLowerInvariant()}: {objection.Evidence}";
        var tried = asked.Attempts.Count(attempt => attempt.Parent is { } number && asked.Attempts.First(other => other.Number == number).Card is { Failed: null } before && before.Judgement?.Objection()?.Aspect == objection.Aspect);
        var next = WhyStop() is null && tried < FruitlessTriesOfAField
            ? JudgedRepairs.For(objection, best.Request).Concat(NewSeeds()).FirstOrDefault(step => IsNew(step.Request))
            : null;
        return next is null
            ? new Repair(RepairKind.AcceptWithNotes, null, null, null, $"Take {best.Number} is used. {said}.")
            : new Repair(RepairKind.Retry, best.Number, next.Request, next.Field, $"{said}. {next.Change}");
    }

    private Repair Stop(AttributeScore fault, string why)
    {
        var left = used.Card!.For(used.Card.Failed ?? fault.Attribute);
        return new Repair(RepairKind.AcceptWithNotes, null, null, null, $"Take {used.Number} is used although {left.Attribute} fails ({left.Evidence}): {why}.");
    }

    // The understudy begins as the shot was asked for at first: what was changed meanwhile was to mend the other model's faults.
    private Repair? TakeOver(AttributeScore fault)
    {
        if (asked.Understudy is not { } understudy || TakesOf(understudy.Model).Any())
            return null;
        var rejected = asked.Attempts.Where(attempt => attempt.Card is not null).ToList();
        var soon = rejected.Count < (understudy.After ?? asked.MaximumAttempts - 1) && WhyFruitless() is null;
        return soon
            ? null
            : new Repair(
                RepairKind.Retry,
                rejected[0].Number,
                rejected[0].Request with { Model = understudy.Model, Seconds = understudy.Seconds },
                ShotField.Model,
                $"{fault.Attribute}: {fault.Evidence}. {(rejected.Count == 1 ? "A take" : $"{rejected.Count} takes")} of {rejected[0].Request.Model} {(rejected.Count == 1 ? "is" : "are")} rejected: {understudy.Model} takes the shot over.");
    }

    private IEnumerable<Attempt> TakesOf(string? model) => asked.Attempts.Where(attempt => attempt.Request.Model == model && attempt.Card is not null);

    private string? WhyStop() => WhyOver() ?? WhyFruitless();

    private string? WhyOver()
    {
        // What no provider accepted is no take.
        var takes = asked.Attempts.Count(attempt =>
            attempt.Outcome is not (OutcomeClass.NotAcceptedRetryable or OutcomeClass.NotAcceptedTerminal or OutcomeClass.AuthOrAccount or OutcomeClass.ModelRetired));
        if (takes >= asked.MaximumAttempts)
            return $"{takes} of {asked.MaximumAttempts} attempts are used";
        if (asked.Attempts.Any(attempt => attempt.Outcome == OutcomeClass.Refused))
            return "a content policy refused this shot once, and it is not sent again";
        return null;
    }

    private string? WhyFruitless()
    {
        var fruitless = asked.Attempts.Count(attempt => attempt.Number > best.Number && attempt.Card is not null);
        return fruitless >= FruitlessRetries ? $"the last {fruitless} retries gained nothing over it" : null;
    }

    private IEnumerable<RepairStep> Ladder(AttributeScore fault)
    {
        // A take that was edited is mended by another edit, or taken afresh by the request that it comes from.
        var steps = edits.For(fault, asked, best, original).Concat(FieldRepairs.For(fault, original.Request));
        return steps.Where(step => FruitlessTries(step.Field, fault.Attribute) < FruitlessTriesOfAField).Concat(NewSeeds());
    }

    // Ends because attempts are finite: among one more seed than there are attempts, at least one is new.
    private IEnumerable<RepairStep> NewSeeds() =>
        from offset in Enumerable.Range(1, asked.Attempts.Count + 1)
        let seed = original.Request.Seed + offset
        select new RepairStep(original.Request with { Seed = seed }, ShotField.Seed, $"Another seed ({seed}), everything else as it is.");

    private int FruitlessTries(ShotField field, ScoredAttribute attribute) => asked.Attempts.Count(attempt =>
        attempt.Changed == field && attempt.Card is { } after && Parent(attempt)?.Card is { } before
        && before.For(attribute).Exceedance - after.For(attribute).Exceedance < LeastGain);

    private Attempt? Parent(Attempt attempt) => asked.Attempts.FirstOrDefault(other => other.Number == attempt.Parent);

    // A mask is drawn when it is known that it is needed: the region tells what is asked.
    private bool IsNew(TakeRequest candidate) => asked.Attempts.All(attempt => Unmasked(attempt.Request) != candidate);

    private static TakeRequest Unmasked(TakeRequest request) => request.Source is { Mask: not null } source ? request with { Source = source with { Mask = null } } : request;
}
