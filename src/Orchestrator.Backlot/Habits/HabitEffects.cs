using System.Text.RegularExpressions;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Habits;

/// <summary>What each habit does to a take, which clause it hangs on, and how that clause cures it.</summary>
internal static partial class HabitEffects
{
    private const int SlowRate = 15;
    private const int FifthOfASecond = 5;

    public static ClauseKind FieldOf(Habit habit) => habit switch
    {
        Habit.TooDark or Habit.TooBright or Habit.TooWarm or Habit.TooCool => ClauseKind.Lighting,
        Habit.HueDrift or Habit.Faded => ClauseKind.Palette,
        Habit.OffMark or Habit.TooClose => ClauseKind.Composition,
        Habit.WrongPose => ClauseKind.Pose,
        Habit.Frozen or Habit.TooFast => ClauseKind.Motion,
        Habit.Flicker => ClauseKind.Stability,
        Habit.Silent => ClauseKind.Sound,
        Habit.IdentityDrift => ClauseKind.Subject,
        // A cut is the camera's; the length of a clip has no clause of its own.
        _ => ClauseKind.Camera,
    };

    /// <summary>The habit's own clause without the words that are its cure.</summary>
    public static string ClauseOf(ClauseSheet sheet, Habit habit)
    {
        if (habit is Habit.TooShort or Habit.WrongFps or Habit.WrongDuration)
            return "";
        var text = sheet.Bare(FieldOf(habit));
        return habit switch
        {
            Habit.TooWarm or Habit.TooCool or Habit.TooDark or Habit.TooBright => Warmth().Replace(text, ""),
            Habit.Flicker or Habit.Cut => Steadiness().Replace(text, ""),
            _ => text,
        };
    }

    /// <summary>The plan with the habit in it; the same plan when the clause has cured it.</summary>
    public static TakePlan Apply(TakePlan plan, ClauseSheet sheet, Habit habit, ulong draw, int stubbornness)
    {
        var (script, size) = (plan.Script, Lot.Unit(draw, 3));
        var cured = Insistence(sheet, habit) >= stubbornness;
        switch (habit)
        {
            case Habit.TooDark:
                return plan with { Script = Exposed(script, -0.9 - 0.6 * size) };
            case Habit.TooBright:
                return plan with { Script = Exposed(script, 0.75 + 0.3 * size) };
            case Habit.TooWarm:
                return plan with { Script = script with { Light = script.Light with { Warmth = script.Light.Warmth + 1.1 + 0.4 * size } } };
            case Habit.TooCool:
                return plan with { Script = script with { Light = script.Light with { Warmth = script.Light.Warmth - 1.1 - 0.4 * size } } };
            case Habit.HueDrift:
                var turn = (Lot.Unit(draw, 4) < 0.5f ? -1 : 1) * (30 + 20 * size);
                return plan with { Script = script with { Palette = script.Palette with { Hue = script.Palette.Hue + turn } } };
            case Habit.Faded:
                return plan with { Script = script with { Palette = script.Palette with { Saturation = script.Palette.Saturation * (0.4 + 0.2 * size) } } };
            case Habit.OffMark:
                var aside = (Lot.Unit(draw, 4) < 0.5f ? -1 : 1) * (0.09 + 0.05 * size);
                return plan with { Script = script with { Frame = script.Frame with { X = script.Frame.X + aside } } };
            case Habit.TooClose:
                return plan with { Script = script with { Frame = script.Frame with { Scale = script.Frame.Scale * (1.2 + 0.15 * size) } } };
            case Habit.WrongPose:
                return cured ? plan : plan with { Script = script with { Pose = OtherPose(script, draw) } };
            case Habit.Frozen:
                return cured || script.Motion.Speed > 1.2 ? plan : plan with { LastLiveFrame = plan.Frames / 3 };
            case Habit.TooFast:
                return cured ? plan : plan with { Script = script with { Motion = script.Motion with { Speed = script.Motion.Speed * (3.0 + 0.8 * size) } } };
            case Habit.Flicker:
                return cured ? plan : plan with { Flicker = 0.03f + 0.03f * size };
            case Habit.Cut:
                return cured ? plan : plan with { CutFrame = (int)(plan.Frames * (0.42f + 0.16f * size)) };
            case Habit.TooShort:
                return plan with { Frames = Math.Max(TakeOrder.Rate, plan.Frames - (int)((0.5f + 0.5f * size) * TakeOrder.Rate)) };
            case Habit.Silent:
                return cured ? plan : plan with { Silent = true };
            case Habit.BlackTail:
                return plan with { BlackFrom = plan.Frames - TakeOrder.Rate / 2 };
            case Habit.Letterbox:
                return plan with { Letterbox = true };
            case Habit.WrongFps:
                return plan with { DeliveredRate = SlowRate };
            case Habit.WrongDuration:
                return plan with { Frames = plan.Frames + ((Lot.Unit(draw, 4) < 0.5f ? -1 : 1) * FifthOfASecond) };
            case Habit.IdentityDrift:
                return plan with { DriftsFrom = plan.Frames / 3, DriftsTo = plan.Frames * 2 / 3 };
            default:
                throw new ArgumentOutOfRangeException(nameof(habit), habit, "This habit has no effect written down.");
        }
    }

    private static int Insistence(ClauseSheet sheet, Habit habit)
    {
        var field = FieldOf(habit);
        var (level, text) = (sheet.Insistence(field), sheet[field]);
        return habit switch
        {
            // Who does something else is called back by either.
            Habit.WrongPose => Math.Max(level, sheet.Insistence(ClauseKind.Action)),
            Habit.Flicker when text.Contains("steady", StringComparison.Ordinal) || text.Contains("no flicker", StringComparison.Ordinal) => Math.Max(level, 1),
            Habit.Cut when text.Contains("one continuous take", StringComparison.Ordinal) || text.Contains("no cuts", StringComparison.Ordinal) => Math.Max(level, 1),
            _ => level,
        };
    }

    private static ShotScript Exposed(ShotScript script, double stops)
        => script with { Light = script.Light with { Exposure = script.Light.Exposure + stops } };

    // Never the pose that was asked, nor one that could be taken for it.
    public static PoseCue OtherPose(ShotScript script, ulong draw)
    {
        var pose = script.Pose;
        // Seen whole, a figure that crouches is also off its mark; that would be two faults.
        Stance[] stances = script.Frame.Framing == Framing.Wide ? [Stance.Leaning, Stance.Standing] : [Stance.Leaning, Stance.Standing, Stance.Crouching, Stance.Sitting];
        Gesture[] gestures = pose.Gesture switch
        {
            Gesture.Relaxed => [Gesture.Raising, Gesture.Pointing],
            Gesture.Raising => [Gesture.Relaxed, Gesture.Holding],
            Gesture.Holding => [Gesture.Raising, Gesture.Pointing],
            _ => [Gesture.Relaxed, Gesture.Raising],
        };
        var others = stances.Where(s => s != pose.Stance && !(s == Stance.Standing && pose.Stance == Stance.Walking)).ToList();
        return pose with { Stance = others[(int)(Lot.Unit(draw, 5) * others.Count)], Gesture = gestures[(int)(Lot.Unit(draw, 6) * gestures.Length)] };
    }

    [GeneratedRegex(@"\b(cool|cold|neutral|warm|golden)\b")]
    private static partial Regex Warmth();

    [GeneratedRegex(@"\b(steady exposure and texture|steady|no flicker|natural|one continuous take|no cuts)\b|,")]
    private static partial Regex Steadiness();
}
