using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Habits;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>Puts the clauses that an edit names into a plan: with a clause go the habits that hang on it.</summary>
internal static class PlanEdit
{
    /// <param name="plan">What the clip shows.</param>
    /// <param name="asked">The whole prompt with the edit in it.</param>
    /// <param name="named">The clauses that change.</param>
    /// <param name="anew">Whether the figure is drawn anew, with whatever the model that made the clip did to it left behind.</param>
    public static TakePlan Apply(TakePlan plan, ShotScript asked, IReadOnlySet<ClauseKind> named, bool anew)
    {
        foreach (var kind in named)
            plan = With(plan, asked, kind);
        var redrawn = anew || named.Any(kind => kind is not (ClauseKind.Lighting or ClauseKind.Palette or ClauseKind.Sound));
        return plan with
        {
            Habits = [.. plan.Habits.Where(habit => !named.Contains(HabitEffects.FieldOf(habit)))],
            Defects = redrawn ? [] : plan.Defects,
        };
    }

    /// <summary>A change that nobody asked for: the colours of the whole picture.</summary>
    public static TakePlan Drifted(TakePlan plan) => plan with
    {
        Script = plan.Script with { Palette = plan.Script.Palette with { Saturation = plan.Script.Palette.Saturation * 0.6, Hue = plan.Script.Palette.Hue + 25 } },
        Defects = [.. plan.Defects, Defect.UnaskedChange],
    };

    private static TakePlan With(TakePlan plan, ShotScript asked, ClauseKind kind)
    {
        var script = plan.Script;
        return kind switch
        {
            ClauseKind.Subject => plan with { Script = script with { Subject = asked.Subject, Likeness = asked.Likeness ?? script.Likeness, Held = asked.Held ?? script.Held } },
            ClauseKind.Lighting => plan with { Script = script with { Light = asked.Light } },
            ClauseKind.Palette => plan with { Script = script with { Palette = asked.Palette } },
            ClauseKind.Composition => plan with { Script = script with { Frame = asked.Frame } },
            ClauseKind.Pose => plan with { Script = script with { Pose = asked.Pose } },
            // What is done is seen by the pose; the words of it move nothing by themselves.
            ClauseKind.Action => plan,
            ClauseKind.Environment => plan with { Script = script with { Place = asked.Place } },
            ClauseKind.Camera => plan with { Script = script with { Camera = asked.Camera }, CutFrame = -1 },
            ClauseKind.Motion => plan with { Script = script with { Motion = asked.Motion }, LastLiveFrame = int.MaxValue },
            ClauseKind.Stability => plan with { Flicker = 0 },
            _ => plan with { Script = script with { Sound = asked.Sound }, Silent = false },
        };
    }
}
