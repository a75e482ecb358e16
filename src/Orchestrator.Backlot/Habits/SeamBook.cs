using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Habits;

/// <summary>
/// What goes wrong where a clip is made longer: the model sees the last frames of it and no more, and now and then takes up another
/// light, place or pose. Drawn by the seed (or, where there is none, by how often the very same request came before): nothing in the
/// request cures it but another try.
/// </summary>
internal sealed class SeamBook(BacklotOptions options)
{
    private static readonly (Habit Habit, double Chance)[] Chances = [(Habit.SeamLight, 0.09), (Habit.SeamAside, 0.06), (Habit.SeamPose, 0.05)];

    /// <summary>The stretch with the fault that it falls into, if any.</summary>
    public TakePlan Apply(TakePlan plan, TakeOrder order, ClauseSheet sheet)
    {
        var draw = Lot.Hash(Lot.Hash((ulong)(uint)options.Seed, $"{order.Endpoint}|seam|{sheet.Plain(ClauseKind.Subject)}|{sheet.Plain(ClauseKind.Environment)}"), order.Seed is { } seed ? (ulong)seed + 1_000_003 : (ulong)order.Repeat);
        if ((Scripted(order) ?? Forced(order) ?? ByLot(draw)) is not { } habit)
            return plan;
        var (size, side) = (Lot.Unit(draw, 3), Lot.Unit(draw, 4) < 0.5f ? -1 : 1);
        var script = plan.Script;
        var changed = habit switch
        {
            Habit.SeamLight => script with { Light = script.Light with { Exposure = script.Light.Exposure + side * (0.4 + 0.3 * size), Warmth = script.Light.Warmth + side * (0.5 + 0.4 * size) } },
            Habit.SeamAside => script with { Frame = script.Frame with { X = script.Frame.X + side * (0.06 + 0.04 * size) } },
            _ => script with { Pose = HabitEffects.OtherPose(script, draw) },
        };
        return plan with { Script = changed, Habits = [.. plan.Habits, habit] };
    }

    private static Habit? Scripted(TakeOrder order) => order.Scripted.Where(habit => habit >= Habit.SeamLight).Select(habit => (Habit?)habit).FirstOrDefault();

    private Habit? Forced(TakeOrder order) => options.ForcedHabits
        .Where(forced => forced.Habit is Habit.SeamLight or Habit.SeamAside or Habit.SeamPose && forced.Stubbornness > order.Repeat && order.Prompt.Contains(forced.PromptContains, StringComparison.OrdinalIgnoreCase))
        .Select(forced => (Habit?)forced.Habit).FirstOrDefault();

    private Habit? ByLot(ulong draw)
    {
        var rest = (double)Lot.Unit(draw, 1);
        foreach (var (habit, chance) in Chances)
        {
            if ((rest -= chance * options.HabitScale) < 0)
                return habit;
        }

        return null;
    }
}
