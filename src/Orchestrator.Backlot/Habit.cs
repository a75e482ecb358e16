namespace Orchestrator.Backlot;

/// <summary>One way in which a rendered take departs from what was asked; each is cured by its own field only.</summary>
public enum Habit
{
    /// <summary>Lighting: the picture is 0.9 to 1.5 EV too dark.</summary>
    TooDark,

    /// <summary>Lighting: the picture is 0.75 to 1.05 EV too bright.</summary>
    TooBright,

    /// <summary>Lighting: the light is too warm.</summary>
    TooWarm,

    /// <summary>Lighting: the light is too cool.</summary>
    TooCool,

    /// <summary>Palette: all hues are rotated by 30 to 50 degrees either way.</summary>
    HueDrift,

    /// <summary>Palette: saturation is 0.4 to 0.6 of what was asked.</summary>
    Faded,

    /// <summary>Composition: the subject is 9 to 14 % of the width off its mark.</summary>
    OffMark,

    /// <summary>Composition: the subject is 1.2 to 1.35 times too large.</summary>
    TooClose,

    /// <summary>Pose: another stance and gesture than asked.</summary>
    WrongPose,

    /// <summary>Motion: the picture stands still after a third of the clip.</summary>
    Frozen,

    /// <summary>Motion: everything but the camera moves 3 to 3.8 times too fast.</summary>
    TooFast,

    /// <summary>Stability: the brightness of successive frames jumps by 3 to 6 %.</summary>
    Flicker,

    /// <summary>Continuity: an unwanted cut to another setup near the middle.</summary>
    Cut,

    /// <summary>Duration: the clip is 0.5 to 1 s shorter than asked.</summary>
    TooShort,

    /// <summary>Audio: the sound track is silent.</summary>
    Silent,

    /// <summary>The last half second is black. By script alone: no field cures it, another take does.</summary>
    BlackTail,

    /// <summary>Black bars above and below, an eighth of the height each. By script alone.</summary>
    Letterbox,

    /// <summary>The file has 15 frames a second instead of 24, and its length all the same. By script alone.</summary>
    WrongFps,

    /// <summary>The clip is 0.2 s shorter or longer than asked. By script alone.</summary>
    WrongDuration,

    /// <summary>Somebody else by and by: from a third of the clip to two thirds of it face, hair and what the words leave open of the clothes change. By script alone.</summary>
    IdentityDrift,

    /// <summary>Of what is added to a clip: from the seam on it is 0.4 to 0.7 EV darker or brighter, and warmer or cooler with it.</summary>
    SeamLight,

    /// <summary>Of what is added to a clip: from the seam on the subject stands 6 to 10 % of the width elsewhere.</summary>
    SeamAside,

    /// <summary>Of what is added to a clip: from the seam on the subject has another pose.</summary>
    SeamPose,
}
