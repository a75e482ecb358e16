using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Providers.Catalogue;

/// <summary>A documented defect as a rule: shots that match all conditions had better go to another model.</summary>
/// <param name="When">
/// Conditions, separated by commas: <c>people</c>, <c>energetic</c>, <c>moving camera</c>, <c>fast turn</c> (a fast pan or tilt),
/// <c>close</c>, <c>wind</c>, <c>over N seconds</c>, <c>over N pixels a second</c> (the subject, in the model's picture), <c>N
/// reference clips</c> (or more).
/// </param>
/// <param name="Then">What goes wrong.</param>
/// <param name="Source">Where it is documented.</param>
public sealed partial record ModelGuard(string When, string Then, string Source)
{
    private const int UsualLines = 1080;

    /// <summary>What goes wrong, and where that is documented.</summary>
    public string Words => $"{Then} ({Source})";

    /// <summary>Whether a shot matches.</summary>
    /// <param name="shot">The shot.</param>
    /// <param name="seconds">Seconds asked of the model.</param>
    /// <param name="lines">Lines of the model's picture; null where any can be had.</param>
    /// <param name="references">The kinds of its references.</param>
    public bool Matches(Shot shot, int seconds, int? lines = null, IReadOnlyList<ReferenceKind>? references = null) =>
        When.Split(',', StringSplitOptions.TrimEntries).All(condition => Holds(condition, shot, seconds, lines ?? UsualLines, references ?? []));

    /// <summary>Whether the condition is one that <see cref="Matches"/> knows.</summary>
    public static bool Knows(string condition) => condition is "people" or "energetic" or "moving camera" or "fast turn" or "close" or "wind"
        || Over().IsMatch(condition) || Faster().IsMatch(condition) || Clips().IsMatch(condition);

    private static bool Holds(string condition, Shot shot, int seconds, int lines, IReadOnlyList<ReferenceKind> references) => condition switch
    {
        "people" => shot.Fields.Pose.Stance != Stance.Still,
        "energetic" => shot.Fields.Motion.Level == MotionLevel.Energetic,
        "moving camera" => shot.Fields.Camera.Move != CameraMove.Locked,
        "fast turn" => shot.Fields.Camera is { Pace: Pace.Fast, Move: CameraMove.PanLeft or CameraMove.PanRight or CameraMove.TiltUp or CameraMove.TiltDown },
        "close" => shot.Fields.Composition.Framing == Framing.Close,
        "wind" => Wind().IsMatch(shot.Fields.Environment.Setting),
        _ when Faster().Match(condition) is { Success: true } faster => SubjectSpeed.Of(shot, lines) > Number(faster),
        _ when Clips().Match(condition) is { Success: true } clips => references.Count(kind => kind == ReferenceKind.Video) >= Number(clips),
        _ => seconds > Number(Over().Match(condition)),
    };

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^over (\d+) seconds$")]
    private static partial Regex Over();

    [GeneratedRegex(@"^over (\d+) pixels a second$")]
    private static partial Regex Faster();

    [GeneratedRegex(@"^(\d+) reference clips?$")]
    private static partial Regex Clips();

    [GeneratedRegex(@"\b(winds?|windy|gale|gusts|gusty|storm|stormy)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wind();
}
