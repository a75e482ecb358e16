using Orchestrator.Backlot.Cast;
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
        var asked = Asked(order);
        var seed = order.Seed ?? (long)(Lot.Hash(Lot.Hash((ulong)(uint)options.Seed, order.Endpoint + order.Prompt), (ulong)order.Repeat) & int.MaxValue);
        return order.GoesOn is { } onward ? GoOn(order, onward, sheet, asked, seed) : habits.Apply(order, sheet, asked, seed, SceneLot);
    }

    /// <summary>What is asked for: the words, and in their place what is followed.</summary>
    public static ShotScript Asked(TakeOrder order)
    {
        var script = ScriptReader.Read(new ClauseSheet(order.Prompt));
        return Lookalikes.In(order.Follows?.In(script) ?? script, order.Cast);
    }

    /// <summary>What words alone show: no habit acts.</summary>
    public TakePlan Plain(TakeOrder order) => new(order, Asked(order), 0, SceneLot) { Frames = (int)Math.Round(order.Seconds * TakeOrder.Rate) };

    /// <summary>The plan of which a frame of a continuation's clip is one, and the frame's number in it.</summary>
    public (TakePlan Plan, int Frame) Seen(Continuation onward)
    {
        if (onward.WordsAlone)
            return (Plain(onward.Of), onward.Frame);
        var stretches = Stretches(onward.Of);
        var begins = 0;
        foreach (var stretch in stretches)
        {
            if (onward.Frame < begins + stretch.Frames)
                return (stretch.Take, stretch.From + onward.Frame - begins);
            begins += stretch.Frames;
        }

        return (stretches[^1].Take, stretches[^1].From + stretches[^1].Frames - 1);
    }

    // The picture says who is seen, where, and in which light; the words say what happens from there on. What they ask otherwise than the
    // first words to the same picture is a change to it.
    private TakePlan GoOn(TakeOrder order, Continuation onward, ClauseSheet sheet, ShotScript asked, long seed)
    {
        var (earlier, frame) = Seen(onward);
        var (shown, first) = (earlier.SeenAt(frame), ScriptReader.Read(new ClauseSheet(onward.First)));
        var script = asked with
        {
            Subject = shown.Subject,
            Likeness = shown.Likeness,
            Held = shown.Held,
            Place = shown.Place,
            Light = shown.Light with { Exposure = shown.Light.Exposure + asked.Light.Exposure - first.Light.Exposure, Warmth = shown.Light.Warmth + asked.Light.Warmth - first.Light.Warmth },
            Palette = shown.Palette with { Saturation = shown.Palette.Saturation * asked.Palette.Saturation / Math.Max(0.01, first.Palette.Saturation), Hue = shown.Palette.Hue + asked.Palette.Hue - first.Palette.Hue },
            Frame = shown.Frame with { X = shown.Frame.X + asked.Frame.X - first.Frame.X, Y = shown.Frame.Y + asked.Frame.Y - first.Frame.Y, Scale = shown.Frame.Scale * asked.Frame.Scale / first.Frame.Scale },
        };
        var plan = seams.Apply(habits.Apply(order, sheet, script, seed, earlier.Lot), order, sheet);
        var begins = Staging.After(earlier, frame, plan.Script);
        // A habit of the seam shows at once: nobody goes over to that pose.
        return plan with { Begins = plan.Habits.Contains(Habit.SeamPose) ? begins with { Before = begins.Before! with { Pose = plan.Script.Pose } } : begins };
    }

    /// <summary>What an order shows, one stretch after the other.</summary>
    public IReadOnlyList<Stretch> Stretches(TakeOrder order) => order.Edit is { } edit
        ? Edited(order, edit)
        : [.. order.Stretches().Select((part, index) => Stretch(index == 0 ? order : order with { GoesOn = null }, part))];

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
        var changed = PlanEdit.Apply(plan with { Order = plan.Order with { Prompt = prompt } }, Lookalikes.In(ScriptReader.Read(sheet), order.Cast), named, edit.Anew || edit.Mask is not null);
        // What is added keeps the look of the clip: only what it does not do well shows the seam.
        return edit.From >= edit.Frames
            ? seams.Apply(changed with { CutFrame = -1, LastLiveFrame = int.MaxValue, Defects = habits.Documented(order, sheet, changed.Script) }, order with { Prompt = edit.Prompt }, sheet)
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
