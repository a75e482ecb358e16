using Orchestrator.Backlot;
using Orchestrator.Model;

namespace Orchestrator.ScorerBench;

/// <summary>Counts which attribute was blamed for which habit.</summary>
internal sealed class Confusion
{
    private static readonly string[] Columns = [.. Enum.GetNames<ScoredAttribute>(), "none"];

    private readonly Dictionary<string, Dictionary<string, int>> counts = [];

    public static ScoredAttribute? Expected(Habit? habit) => habit switch
    {
        null => null,
        Habit.TooDark or Habit.TooBright or Habit.TooWarm or Habit.TooCool => ScoredAttribute.Lighting,
        Habit.HueDrift or Habit.Faded => ScoredAttribute.Palette,
        Habit.OffMark or Habit.TooClose => ScoredAttribute.Composition,
        Habit.WrongPose => ScoredAttribute.Pose,
        Habit.Frozen or Habit.TooFast => ScoredAttribute.Motion,
        Habit.Flicker => ScoredAttribute.Stability,
        Habit.Cut => ScoredAttribute.Continuity,
        Habit.TooShort => ScoredAttribute.Technical,
        Habit.Silent => ScoredAttribute.Audio,
        _ => throw new ArgumentOutOfRangeException(nameof(habit), habit, "Not a habit."),
    };

    public int Takes { get; private set; }

    public void Add(Habit? habit, ScoredAttribute? blamed)
    {
        Takes++;
        var row = Row(habit);
        var column = blamed?.ToString() ?? "none";
        row[column] = row.GetValueOrDefault(column) + 1;
    }

    public IEnumerable<string> Lines()
    {
        yield return $"{"habit",-12}" + string.Concat(Columns.Select(column => $"{column[..Math.Min(9, column.Length)],11}"));
        foreach (var (habit, row) in counts)
            yield return $"{habit,-12}" + string.Concat(Columns.Select(column => $"{(row.TryGetValue(column, out var count) ? count.ToString() : "·"),11}"));
    }

    public string Summary()
    {
        var clean = Row(null);
        var (rejected, passed) = (clean.Where(cell => cell.Key != "none").Sum(cell => cell.Value), clean.GetValueOrDefault("none"));
        var right = Enum.GetValues<Habit>().Sum(habit => counts.TryGetValue(habit.ToString(), out var row) ? row.GetValueOrDefault(Expected(habit).ToString()!) : 0);
        return $"clean takes rejected: {rejected} of {rejected + passed}; habits named rightly: {right} of {Takes - rejected - passed}";
    }

    private Dictionary<string, int> Row(Habit? habit)
    {
        var name = habit?.ToString() ?? "(clean)";
        return counts.TryGetValue(name, out var row) ? row : counts[name] = [];
    }
}
