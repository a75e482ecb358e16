using Orchestrator.Backlot.Habits;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>Reads an order's prompts and lets the models' habits act on them.</summary>
internal sealed class TakePlanner(BacklotOptions options)
{
    private readonly HabitBook habits = new(options);
    private readonly SeamBook seams = new(options);

    /// <summary>Draws what the words of a scene leave open.</summary>
    public ulong SceneLot => Lot.Hash((ulong)(uint)options.Seed, "scene");

    /// <summary>A take whose one prompt holds throughout.</summary>
    public TakePlan Plan(TakeOrder order)
    {
        var sheet = new ClauseSheet(order.Prompt);
        var script = ScriptReader.Read(sheet);
        var seed = order.Seed ?? (long)(Lot.Hash(Lot.Hash((ulong)(uint)options.Seed, order.Endpoint + order.Prompt), (ulong)order.Repeat) & int.MaxValue);
        return habits.Apply(order, sheet, script, seed, SceneLot);
    }

    /// <summary>What an order shows, one stretch after the other.</summary>
    public IReadOnlyList<Stretch> Stretches(TakeOrder order) => order.Edit is { } edit
        ? Edited(order, edit)
        : [.. order.Stretches().Select(part => Stretch(order, part))];

    /// <summary>What the clip that an edit changes shows, as long as it is seen.</summary>
    public IReadOnlyList<Stretch> Before(TakeOrder order, TakeEdit edit)
    {
        if (edit.Of is not { } known)
            return [Stretch(order with { Edit = null }, new TakePart(edit.Prompt, order.Seconds))];
        // The clip may have come back at another size.
        var shown = Between(Stretches(known with { Width = order.Width, Height = order.Height }), edit.First, edit.First + edit.Frames);
        var missing = Math.Max(edit.To, edit.Frames) - shown.Sum(stretch => stretch.Frames);
        if (missing <= 0)
            return shown;
        // Beyond its end the action goes on.
        var last = shown[^1];
        var end = last.From + last.Frames;
        return [.. shown, new Stretch(last.Take with { Frames = end + missing }, end, missing)];
    }

    private IReadOnlyList<Stretch> Edited(TakeOrder order, TakeEdit edit)
    {
        var before = Before(order, edit);
        if (edit.Of is null)
            return before;
        var changed = new Dictionary<TakePlan, TakePlan>(ReferenceEqualityComparer.Instance);
        foreach (var stretch in before)
            changed.TryAdd(stretch.Take, Changed(stretch.Take, order, edit));
        return
        [
            .. Between(before, 0, edit.From),
            .. Between(before, edit.From, edit.To).Select(stretch => stretch with { Take = changed[stretch.Take] }),
            .. Between(before, edit.To, int.MaxValue),
        ];
    }

    // The clauses that the edit names are read anew, and only the editing model's own habits act on them; everything else is as it was.
    private TakePlan Changed(TakePlan plan, TakeOrder order, TakeEdit edit)
    {
        var (prompt, named) = PromptEdit.Merge(plan.Order.Prompt, edit.Prompt);
        var sheet = new ClauseSheet(prompt);
        var changed = PlanEdit.Apply(plan with { Order = plan.Order with { Prompt = prompt } }, ScriptReader.Read(sheet), named, edit.Anew || edit.Mask is not null);
        // What is added keeps the look of the clip: only what it does not do well shows the seam.
        return edit.From >= edit.Frames
            ? seams.Apply(changed with { CutFrame = -1, LastLiveFrame = int.MaxValue }, order with { Prompt = edit.Prompt }, sheet)
            : habits.ActOnEdit(changed, order with { Prompt = edit.Prompt }, sheet, named);
    }

    // A stretch that begins within its action is planned from the action's beginning, so that it goes on where the stretch before it stopped.
    private Stretch Stretch(TakeOrder order, TakePart part)
    {
        var plan = Plan(order with { Prompt = part.Prompt, Seconds = part.From + part.Seconds, Parts = null });
        var from = (int)Math.Round(part.From * TakeOrder.Rate);
        return new(plan, from, plan.Frames - from);
    }

    private static List<Stretch> Between(IReadOnlyList<Stretch> stretches, int from, int to)
    {
        List<Stretch> within = [];
        var begins = 0;
        foreach (var stretch in stretches)
        {
            var (first, end) = (Math.Clamp(from - begins, 0, stretch.Frames), Math.Clamp(to - begins, 0, stretch.Frames));
            if (end > first)
                within.Add(stretch.Between(first, end));
            begins += stretch.Frames;
        }

        return within;
    }
}
