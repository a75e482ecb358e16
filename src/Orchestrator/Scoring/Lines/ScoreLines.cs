using Orchestrator.Model;

namespace Orchestrator.Scoring.Lines;

/// <summary>
/// All lines, as data. A change of any figure is a new <see cref="Version"/>, which every score card carries. "Clean clips" are
/// 252 film and camera windows with small nuisances (re-encoding, ±0.1 EV, slight noise); "start" lines are wider than those clips
/// need, because a generated take differs from its storyboard frame more than a clip from its own first frame.
/// </summary>
internal static class ScoreLines
{
    /// <summary>Version of the measures and of these figures.</summary>
    public const string Version = "measures/4 lines/4";

    /// <summary>Reliability under which an attribute counts as not measured.</summary>
    public const double LeastReliability = 0.3;

    /// <summary>Reliability up to which a measure is a hint.</summary>
    public const double HintReliability = 0.4;

    /// <summary>A failed attribute is blamed only when its exceedance is at least this share of the worst one.</summary>
    public const double GateShare = 0.35;

    /// <summary>Exceedance beyond which more is not more wrong: a strobing clip may not hide a cut.</summary>
    public const double PlainlyWrong = 5;

    /// <summary>Frames of the shot that the clip is short of.</summary>
    public static readonly ScoreLine MissingFrames = new(
        ScoredAttribute.Technical, "missing frames", "frames", 0, 1.5, "one frame can be held by the cut without being seen, two cannot");

    /// <summary>Black frames beyond what the storyboard frame explains.</summary>
    public static readonly ScoreLine Black = new(
        ScoredAttribute.Technical, "black", "seconds", 0, 0.2, "a black of a fifth of a second is seen as a fault");

    /// <summary>A picture that stands still and then goes on.</summary>
    public static readonly ScoreLine Stall = new(
        ScoredAttribute.Technical, "stall", "seconds", 0, 0.4, "clean clips: at most 0.2 s; the line is twice that");

    /// <summary>Errors that the decoder reports.</summary>
    public static readonly ScoreLine DecodeErrors = new(
        ScoredAttribute.Technical, "decode errors", "errors", 0, 0.5, "one reported error is one too many");

    /// <summary>Aspect ratio apart from the requested one.</summary>
    public static readonly ScoreLine Aspect = new(
        ScoredAttribute.Technical, "aspect", "per cent", 0, 3, "cropping three per cent is not seen; models round sizes to 8 or 16 pixels");

    /// <summary>Fewer lines than requested.</summary>
    public static readonly ScoreLine Size = new(
        ScoredAttribute.Technical, "size", "per cent", 0, 12, "models round sizes down to 16 pixels: 704 lines for 720");

    /// <summary>Fewer frames per second than the film.</summary>
    public static readonly ScoreLine Rate = new(
        ScoredAttribute.Technical, "rate", "per cent", 0, 30, "24 frames a second can serve a film of 30, 15 cannot");

    /// <summary>An unwanted cut.</summary>
    public static readonly ScoreLine Cut = new(
        ScoredAttribute.Continuity, "cut", "ln(1 + ratio)", 0.1, 0.8, "clean clips: 99 % under 0.6; real cuts 1.5 to 1.6");

    /// <summary>Mean colour jumping over the seam.</summary>
    public static readonly ScoreLine SeamLight = new(
        ScoredAttribute.Seam, "light over the seam", "ΔE", 0.02, 2,
        "12 shots made longer on rendered takes: good seams at most 0.1; seams with other light 5.1 to 13");

    /// <summary>The picture jumping aside over the seam.</summary>
    public static readonly ScoreLine SeamPlace = new(
        ScoredAttribute.Seam, "place over the seam", "per cent of the width", 0.05, 2,
        "12 shots made longer: good seams at most 0.09; seams where the subject stands elsewhere 4.9 to 8.9");

    /// <summary>Change over the seam that movement does not explain.</summary>
    public static readonly ScoreLine SeamJump = new(
        ScoredAttribute.Seam, "jump over the seam", "ratio", 1.1, 2.2,
        "12 shots made longer: good seams at most 1.2; seams with another pose 2.9 to 5.9 in 9, and up to 1.4 in 3 that are of things or of a walker and hardly show it");

    /// <summary>Movement that is another one after the seam.</summary>
    public static readonly ScoreLine SeamPace = new(
        ScoredAttribute.Seam, "pace over the seam", "octaves", 0.15, 2, "12 shots made longer: good seams at most 0.93, for a gesture has a pace of its own");

    /// <summary>Exposure or white balance apart from the storyboard frame.</summary>
    public static readonly ScoreLine Light = new(
        ScoredAttribute.Lighting, "light", "ΔE (14 a stop, 1.5 a unit of cast)", 0.87, 5.9, "clean clips: median 0.87, 99 % under 2.8; start 5 above the median");

    /// <summary>Exposure or white balance apart from the storyboard frame in the second half of the clip.</summary>
    public static readonly ScoreLine LightDrift = new(
        ScoredAttribute.Lighting, "light, later", "ΔE (14 a stop, 1.5 a unit of cast)", 1.5, 9, "half as wide again as at the start: what comes into view has light of its own");

    /// <summary>Hue or saturation apart from the storyboard frame.</summary>
    public static readonly ScoreLine Colour = new(
        ScoredAttribute.Palette, "colour", "ΔE", 0.28, 2.6, "clean clips: median 0.28, 99 % under 1.7; rendered takes: good ones under 0.5, takes of half the saturation in dull scenes 3");

    /// <summary>Hue or saturation apart from the storyboard frame in the second half of the clip.</summary>
    public static readonly ScoreLine ColourDrift = new(
        ScoredAttribute.Palette, "colour, later", "ΔE", 0.5, 5, "wider than at the start: what comes into view has colours of its own");

    /// <summary>Flicker along the movement.</summary>
    public static readonly ScoreLine Flicker = new(
        ScoredAttribute.Stability, "flicker", "per cent", 0.2, 1.7, "clean clips: 95 % under 1.1; start 1.5 above the median");

    /// <summary>The subject, or the whole picture, off its mark.</summary>
    public static readonly ScoreLine Mark = new(
        ScoredAttribute.Composition, "mark", "share of the width, or of the scale", 0.005, 0.08, "clean clips: 99 % under 0.026; start 0.08");

    /// <summary>The subject's outline apart from the storyboard frame.</summary>
    public static readonly ScoreLine Outline = new(
        ScoredAttribute.Pose, "outline", "distance 0..1", 0.02, 0.05,
        "85 figures filmed in the pose asked and in another one: as asked at most 0.023; another one 0.095 or more in 77, 0.046 to 0.078 in 4, and at "
        + "most 0.015 in 4, close-ups from the front that do not show the limbs; at a reliability of 0.4 a take fails from 0.095 on, "
        + "because a subject that stands one per cent aside before busy scenery shows 0.085");

    /// <summary>Octaves by which the subject moves faster than asked.</summary>
    public static readonly ScoreLine TooFast = new(
        ScoredAttribute.Motion, "too fast", "octaves", 0, 1,
        "96 shots filmed as asked and 3 to 3.8 times too fast: good ones under 0.65, too fast ones of figures 1.8 with a deviation of 0.5 (an energetic "
        + "figure cannot do much more); the scenes of a real model need lines of their own");

    /// <summary>Octaves by which the subject moves slower than asked.</summary>
    public static readonly ScoreLine TooSlow = new(
        ScoredAttribute.Motion, "too slow", "octaves", 0, 1.8, "rendered takes: good ones under 0.9; a subject at rest is no fault by itself");

    /// <summary>The end of the clip standing still.</summary>
    public static readonly ScoreLine Frozen = new(
        ScoredAttribute.Motion, "frozen", "share of the clip", 0, 0.08, "clean clips: under 0.05 and under 0.2 s");

    /// <summary>The subject, or the whole picture, off the mark of the end frame.</summary>
    public static readonly ScoreLine EndMark = new(
        ScoredAttribute.Ending, "mark at the end", "share of the width, or of the scale", 0.01, 0.1, "wider than at the start: a model arrives there in movement");

    /// <summary>The subject's outline apart from the end frame.</summary>
    public static readonly ScoreLine EndOutline = new(
        ScoredAttribute.Ending, "outline at the end", "distance 0..1", 0.02, 0.095, "where the outline at the start fails: at 0.095, with the reliability of a hint");

    /// <summary>What is around the subject apart from the end frame.</summary>
    public static readonly ScoreLine EndScenery = new(
        ScoredAttribute.Ending, "scenery at the end", "distance 0..1", 0.05, 0.4, "the same place under light nuisances stays under 0.15, another place shows 0.6 and more");

    /// <summary>Silence where sound was asked.</summary>
    public static readonly ScoreLine Silence = new(
        ScoredAttribute.Audio, "silence", "share of the clip", 0.1, 0.8, "pauses belong to speech and to ambience; a track of digital silence is 1");

    /// <summary>Every line.</summary>
    public static IReadOnlyList<ScoreLine> All { get; } =
        [MissingFrames, Black, Stall, DecodeErrors, Aspect, Size, Rate, Cut, SeamLight, SeamPlace, SeamJump, SeamPace, Light, LightDrift, Colour, ColourDrift, Flicker, Mark, Outline, TooFast, TooSlow, Frozen, EndMark, EndOutline, EndScenery, Silence];
}
