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

    /// <summary>How its first frame finds the scene.</summary>
    public Staging Begins { get; init; } = Staging.Fresh;

    /// <summary>What is played at a frame.</summary>
    public ShotScript SeenAt(int frame) => CutFrame >= 0 && frame >= CutFrame ? OtherSetup : Script;

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

    /// <summary>The first frame in which the subject begins to become somebody else.</summary>
    public int DriftsFrom { get; init; } = int.MaxValue;

    /// <summary>The first frame in which it is somebody else.</summary>
    public int DriftsTo { get; init; } = int.MaxValue;

    /// <summary>Frames a second of the file, where they are not those of the pictures.</summary>
    public int? DeliveredRate { get; init; }

    /// <summary>How much of the subject is somebody else in a frame, 0 to 1.</summary>
    public float Drifted(float frame) => frame <= DriftsFrom ? 0 : MathF.Min(1, (frame - DriftsFrom) / Math.Max(1, DriftsTo - DriftsFrom));

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
