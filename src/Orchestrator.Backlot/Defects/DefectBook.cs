using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Defects;

/// <summary>Says which documented weaknesses of its model a take brings out. Nothing is drawn by lot: the request decides.</summary>
internal static class DefectBook
{
    private const double LongTake = 8;
    private const double OverloadedTake = 5;
    private const double LongVideo = 12;
    private const double FastPixels = 600;

    private static readonly string[] Winds = ["wind", "winds", "windy", "gale", "gusts", "gusty", "storm", "stormy"];
    private static readonly string[] Keeping = ["everything else", "nothing else", "change only"];
    private static readonly string[] Weights = ["feet on the ground", "with weight", "grounded", "firmly planted", "heavy"];

    /// <summary>The weaknesses, for one stretch of a take.</summary>
    public static IReadOnlyList<Defect> Of(TakeOrder order, ClauseSheet sheet, ShotScript script) => order.Endpoint switch
    {
        var kling when kling.Contains("kling", StringComparison.OrdinalIgnoreCase) => [.. Kling(order, sheet, script)],
        var seedance when seedance.Contains("seedance", StringComparison.OrdinalIgnoreCase) => [.. Seedance(order, sheet, script)],
        var sora when sora.StartsWith("sora", StringComparison.Ordinal) => [.. Sora(order, sheet, script)],
        _ => [],
    };

    /// <summary>Whether an edit changes what it was not asked to.</summary>
    public static bool DriftsOn(TakeOrder order) => order.Edit is { Anew: false, Picture: true } edit && order.Endpoint.Contains("omni", StringComparison.OrdinalIgnoreCase)
        && !PromptEdit.Named(edit.Prompt).Contains(ClauseKind.Palette) && !Keeping.Any(words => edit.Prompt.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Defect> Kling(TakeOrder order, ClauseSheet sheet, ShotScript script)
    {
        var figure = Casting.IsPerson(script) && ScriptReader.IndexOfWord(sheet[ClauseKind.Pose], "still") < 0;
        if (figure && order.Seconds > LongTake)
            yield return Defect.LimbGhosting;
        if (script.Camera is { Pace: >= 4, Move: CameraMove.PanLeft or CameraMove.PanRight or CameraMove.TiltUp or CameraMove.TiltDown })
            yield return Defect.RotationClip;
        if (figure && FigureSpeed.Of(script) * Lines(order.Endpoint) > FastPixels)
            yield return Defect.MeshBleed;
    }

    private static IEnumerable<Defect> Seedance(TakeOrder order, ClauseSheet sheet, ShotScript script)
    {
        if (order.ReferenceClips >= 2 && script.Camera.Move != CameraMove.Locked && order.Seconds > OverloadedTake)
            yield return Defect.LatentOverload;
        if (order.ReferenceClips >= 1 && Winds.Any(word => ScriptReader.IndexOfWord(sheet[ClauseKind.Environment], word) >= 0))
            yield return Defect.WindRig;
        if (script.Motion.Level >= 3 && !Weights.Any(words => sheet[ClauseKind.Motion].Contains(words, StringComparison.Ordinal)))
            yield return Defect.Buoyancy;
    }

    private static IEnumerable<Defect> Sora(TakeOrder order, ClauseSheet sheet, ShotScript script)
    {
        if (!(sheet.IsLabelled(ClauseKind.Motion) && sheet.IsLabelled(ClauseKind.Environment)))
            yield return Defect.Spatiotemporal;
        if (order.Seconds > LongVideo && Casting.IsPerson(script))
            yield return Defect.LimbDiffusion;
    }

    // Of the size that was asked for, whatever is drawn.
    private static int Lines(string endpoint) => endpoint switch
    {
        _ when endpoint.Contains("4k", StringComparison.OrdinalIgnoreCase) => 2160,
        _ when endpoint.Contains("pro", StringComparison.OrdinalIgnoreCase) => 1080,
        _ => 720,
    };
}
