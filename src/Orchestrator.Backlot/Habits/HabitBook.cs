using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Habits;

/// <summary>
/// Draws the habits of a take and applies them to its script. Each habit hangs on its own clause,
/// on the shot (subject and place) and on the seed, so that changing another field leaves it as it is.
/// </summary>
internal sealed class HabitBook(BacklotOptions options)
{
    private const int Most = 2;

    public TakePlan Apply(TakeOrder order, ClauseSheet sheet, ShotScript script, long seed, ulong lot)
    {
        var plan = new TakePlan(order, script, seed, lot)
        {
            Frames = (int)Math.Round(order.Seconds * TakeOrder.Rate),
            Defects = Documented(order, sheet, script),
        };
        return Act(plan, sheet, Drawn(order, sheet));
    }

    /// <summary>What is documented happens every time; a Backlot without habits has none of it either.</summary>
    public IReadOnlyList<Defect> Documented(TakeOrder order, ClauseSheet sheet, ShotScript script) => options.HabitScale > 0 ? DefectBook.Of(order, sheet, script) : [];

    /// <summary>The plan of an edit: its model's habits act on what it changes and on nothing else.</summary>
    /// <param name="plan">What is to be seen.</param>
    /// <param name="order">The edit, with its own prompt.</param>
    /// <param name="sheet">The whole prompt with the edit in it.</param>
    /// <param name="named">The clauses that it changes.</param>
    public TakePlan ActOnEdit(TakePlan plan, TakeOrder order, ClauseSheet sheet, IReadOnlySet<ClauseKind> named)
    {
        if (options.HabitScale > 0 && DefectBook.DriftsOn(order))
            plan = PlanEdit.Drifted(plan);
        return Act(plan, sheet, Drawn(order, sheet).Where(drawn => drawn.Habit != Habit.TooShort && named.Contains(HabitEffects.FieldOf(drawn.Habit))));
    }

    private static TakePlan Act(TakePlan plan, ClauseSheet sheet, IEnumerable<(Habit Habit, ulong Draw, int Stubbornness)> drawn)
    {
        foreach (var (habit, draw, stubbornness) in drawn)
        {
            var next = HabitEffects.Apply(plan, sheet, habit, draw, stubbornness);
            if (!ReferenceEquals(next, plan))
                plan = next with { Habits = [.. plan.Habits, habit] };
        }

        return plan;
    }

    private List<(Habit Habit, ulong Draw, int Stubbornness)> Drawn(TakeOrder order, ClauseSheet sheet)
    {
        List<ForcedHabit> named = [.. order.Scripted.Select(habit => new ForcedHabit("", habit)), .. options.ForcedHabits.Where(f => !order.Scripted.Contains(f.Habit) && order.Prompt.Contains(f.PromptContains, StringComparison.OrdinalIgnoreCase))];
        // Seams are of what is added to a clip alone.
        var forced = named.Where(f => f.Habit < Habit.SeamLight).ToList();
        var drawn = forced.Select(f => (f.Habit, DrawOf(order, sheet, f.Habit), f.Stubbornness)).ToList();
        if (HabitProfile.Of(order.Endpoint) is not { } profile)
            return drawn;
        var byLot = profile.Chances
            .Where(c => forced.All(f => f.Habit != c.Key))
            .Select(c => (Habit: c.Key, Draw: DrawOf(order, sheet, c.Key), Chance: c.Value * options.HabitScale))
            .Select(c => (c.Habit, c.Draw, Rank: Lot.Unit(c.Draw, 1) / Math.Max(c.Chance, 1e-9)))
            .Where(c => c.Rank < 1)
            .OrderBy(c => c.Rank)
            // Of the habits of one field only the strongest draw acts: a picture is not too dark and too bright.
            .DistinctBy(c => HabitEffects.FieldOf(c.Habit))
            .Take(Math.Max(0, Most - drawn.Count))
            .Select(c => (c.Habit, c.Draw, Lot.Unit(c.Draw, 2) < 0.65f ? 1 : 2));
        return [.. drawn, .. byLot];
    }

    private ulong DrawOf(TakeOrder order, ClauseSheet sheet, Habit habit)
    {
        var key = Lot.Hash((ulong)(uint)options.Seed, $"{order.Endpoint}|{habit}");
        key = Lot.Hash(key, HabitEffects.ClauseOf(sheet, habit));
        key = Lot.Hash(key, sheet.Plain(ClauseKind.Subject) + "|" + sheet.Plain(ClauseKind.Environment));
        return Lot.Hash(key, order.Seed is { } seed ? (ulong)seed + 1_000_003 : (ulong)order.Repeat);
    }
}
