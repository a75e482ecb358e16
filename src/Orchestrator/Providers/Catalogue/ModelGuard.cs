using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Providers.Catalogue;

/// <summary>A documented defect as a rule: shots that match all conditions had better go to another model.</summary>
/// <param name="When">
/// Conditions, separated by commas: <c>people</c>, <c>energetic</c>, <c>moving camera</c>, <c>fast turn</c> (a fast pan or tilt),
/// <c>close</c>, <c>over N seconds</c>.
/// </param>
/// <param name="Then">What goes wrong.</param>
/// <param name="Source">Where it is documented.</param>
public sealed partial record ModelGuard(string When, string Then, string Source)
{
    /// <summary>Whether a shot of that length matches.</summary>
    public bool Matches(Shot shot, int seconds) => When.Split(',', StringSplitOptions.TrimEntries).All(condition => Holds(condition, shot, seconds));

    /// <summary>Whether the condition is one that <see cref="Matches"/> knows.</summary>
    public static bool Knows(string condition) => condition is "people" or "energetic" or "moving camera" or "fast turn" or "close" || Over().IsMatch(condition);

    private static bool Holds(string condition, Shot shot, int seconds) => condition switch
    {
        "people" => shot.Fields.Pose.Stance != Stance.Still,
        "energetic" => shot.Fields.Motion.Level == MotionLevel.Energetic,
        "moving camera" => shot.Fields.Camera.Move != CameraMove.Locked,
        "fast turn" => shot.Fields.Camera is { Pace: Pace.Fast, Move: CameraMove.PanLeft or CameraMove.PanRight or CameraMove.TiltUp or CameraMove.TiltDown },
        "close" => shot.Fields.Composition.Framing == Framing.Close,
        _ => seconds > int.Parse(Over().Match(condition).Groups[1].Value),
    };

    [GeneratedRegex(@"^over (\d+) seconds$")]
    private static partial Regex Over();
}
