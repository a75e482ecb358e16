namespace Orchestrator.Backlot.Habits;

/// <summary>How often a family of models falls into each habit, as a probability per take.</summary>
internal sealed record HabitProfile(IReadOnlyDictionary<Habit, double> Chances)
{
    /// <summary>Weak at bodies, movement and holding one shot.</summary>
    public static HabitProfile Kling { get; } = new(new Dictionary<Habit, double>
    {
        [Habit.WrongPose] = 0.09, [Habit.Frozen] = 0.045, [Habit.TooFast] = 0.045, [Habit.Cut] = 0.07,
        [Habit.TooDark] = 0.02, [Habit.TooBright] = 0.01, [Habit.HueDrift] = 0.015, [Habit.Faded] = 0.01,
        [Habit.OffMark] = 0.02, [Habit.TooClose] = 0.01, [Habit.Flicker] = 0.02, [Habit.TooShort] = 0.02, [Habit.Silent] = 0.01,
    });

    /// <summary>Weak at colour and at steady exposure.</summary>
    public static HabitProfile Seedance { get; } = new(new Dictionary<Habit, double>
    {
        [Habit.HueDrift] = 0.075, [Habit.Faded] = 0.06, [Habit.Flicker] = 0.10,
        [Habit.TooDark] = 0.015, [Habit.TooWarm] = 0.015, [Habit.OffMark] = 0.02, [Habit.WrongPose] = 0.025,
        [Habit.Frozen] = 0.015, [Habit.TooFast] = 0.02, [Habit.Cut] = 0.02, [Habit.TooShort] = 0.015, [Habit.Silent] = 0.01,
    });

    /// <summary>Weak at light and framing.</summary>
    public static HabitProfile Veo { get; } = new(new Dictionary<Habit, double>
    {
        [Habit.TooDark] = 0.06, [Habit.TooBright] = 0.04, [Habit.TooWarm] = 0.02, [Habit.TooCool] = 0.02,
        [Habit.OffMark] = 0.065, [Habit.TooClose] = 0.05, [Habit.HueDrift] = 0.015, [Habit.WrongPose] = 0.025,
        [Habit.Frozen] = 0.015, [Habit.TooFast] = 0.015, [Habit.Flicker] = 0.02, [Habit.Cut] = 0.015, [Habit.TooShort] = 0.01, [Habit.Silent] = 0.01,
    });

    /// <summary>A little of everything: what models of no known weakness get.</summary>
    public static HabitProfile General { get; } = new(new Dictionary<Habit, double>
    {
        [Habit.TooDark] = 0.03, [Habit.TooBright] = 0.02, [Habit.TooWarm] = 0.02, [Habit.TooCool] = 0.02, [Habit.HueDrift] = 0.03, [Habit.Faded] = 0.02,
        [Habit.OffMark] = 0.035, [Habit.TooClose] = 0.02, [Habit.WrongPose] = 0.04, [Habit.Frozen] = 0.03, [Habit.TooFast] = 0.025,
        [Habit.Flicker] = 0.04, [Habit.Cut] = 0.03, [Habit.TooShort] = 0.02, [Habit.Silent] = 0.01,
    });

    /// <summary>The profile of an endpoint's family; null for what is no video model.</summary>
    public static HabitProfile? Of(string endpoint) => Families.Where(family => endpoint.Contains(family.Word, StringComparison.OrdinalIgnoreCase)).Select(family => family.Habits).FirstOrDefault();

    private static (string Word, HabitProfile Habits)[] Families { get; } =
    [
        ("kling", Kling), ("seedance", Seedance), ("veo", Veo), ("ltx", General), ("wan", General), ("ray", General), ("omni", General), ("gen4", General), ("aleph", General), ("sora", General),
    ];
}
