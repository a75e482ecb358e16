using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>A take as it will really be shot: the script after the model's habits have acted on it.</summary>
internal sealed record TakePlan(TakeOrder Order, ShotScript Script, long Seed, ulong Lot)
{
    public required int Frames { get; init; }

    /// <summary>The frame where an unwanted cut falls; −1 for none.</summary>
    public int CutFrame { get; init; } = -1;

    /// <summary>What is seen after the cut.</summary>
    public ShotScript OtherSetup => Script with
    {
        Frame = Script.Frame with
        {
            Framing = Script.Frame.Framing == Framing.Close ? Framing.Wide : Framing.Close,
            X = 1 - Script.Frame.X,
        },
        Pose = Script.Pose with { Facing = Script.Pose.Facing == Facing.Left ? Facing.Right : Facing.Left },
    };

    /// <summary>After this frame nothing changes any more.</summary>
    public int LastLiveFrame { get; init; } = int.MaxValue;

    /// <summary>Flicker amplitude as a share of the brightness.</summary>
    public float Flicker { get; init; }

    public bool Silent { get; init; }

    /// <summary>The frame from which on nothing is seen.</summary>
    public int BlackFrom { get; init; } = int.MaxValue;

    /// <summary>Whether black bars take the upper and the lower eighth of the picture.</summary>
    public bool Letterbox { get; init; }

    /// <summary>Documented weaknesses of the model that the request brings out.</summary>
    public IReadOnlyList<Defect> Defects { get; init; } = [];

    /// <summary>Habits that act, for the journal.</summary>
    public IReadOnlyList<Habit> Habits { get; init; } = [];

    /// <summary>Gain of one frame.</summary>
    public float Brightness(int frame)
        => Flicker == 0 ? 1 : 1 + Flicker * ((frame & 1) == 0 ? 1 : -1) * (0.6f + 0.8f * Picture.Lot.Unit((ulong)Seed, (ulong)frame));
}
