using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Divides the clip of several shots. A model cuts near the instants that were asked for, not always at them: where the picture
/// changes close to a planned cut, that is the cut.
/// </summary>
internal sealed partial class SceneSplitter(IAssetStore assets, Ffmpeg ffmpeg, ClipProbe clips)
{
    // A change of the picture that counts as a cut, as ffmpeg's scene score, 0..1.
    private const double LeastChange = 0.18;

    // How far from where it was asked for a cut may fall, in seconds: a shot may come up to a second short.
    private const double Near = 1.05;

    /// <summary>One clip a shot.</summary>
    /// <exception cref="MediaException">ffmpeg cannot read the clip, or the disk is full.</exception>
    public async Task<IReadOnlyList<Take>> SplitAsync(Take take, ShotGroup group, CancellationToken cancellationToken)
    {
        var path = await assets.FileAsync(take.Clip, cancellationToken);
        var cuts = Cuts(group.Seconds, await ChangesAsync(path, cancellationToken), take.Facts.Seconds());
        using var folder = assets.CreateWorkFolder();
        List<Take> takes = [];
        for (var index = 0; index < group.ShotIds.Count; index++)
        {
            var part = folder.File($"{index}.mp4");
            await CutAsync(path, part, cuts[index], cuts[index + 1], take.Facts, cancellationToken);
            var facts = await clips.ReadAsync(part, cancellationToken) ?? throw new MediaException($"Nothing of {group.ShotIds[index]} is in the clip of {string.Join(", ", group.ShotIds)}.");
            takes.Add(new Take(
                group.ShotIds[index], $"{take.AttemptId}/{group.ShotIds[index]}", await assets.AddFileAsync(part, "video/mp4", cancellationToken), facts, group.Share(take.Charged, index), take.ChargeReported));
        }

        return takes;
    }

    /// <summary>Where each shot begins, and where the last ends, in seconds.</summary>
    /// <param name="seconds">Seconds asked for each shot.</param>
    /// <param name="changes">Where the picture changes, with how much.</param>
    /// <param name="length">Seconds of the clip.</param>
    internal static IReadOnlyList<double> Cuts(IReadOnlyList<int> seconds, IReadOnlyList<(double At, double Score)> changes, double length)
    {
        List<double> cuts = [0];
        // What one shot is short of moves every later cut.
        var shift = 0.0;
        for (var index = 1; index < seconds.Count; index++)
        {
            var planned = Math.Min(seconds.Take(index).Sum() + shift, length * index / seconds.Count + seconds.Max());
            var near = changes.Where(change => Math.Abs(change.At - planned) <= Near && change.At > cuts[^1] + 0.3).ToList();
            var cut = near.Count == 0 ? planned : near.MaxBy(change => change.Score - (0.2 * Math.Abs(change.At - planned))).At;
            shift += cut - planned;
            cuts.Add(Math.Min(cut, length - 0.1));
        }

        cuts.Add(length);
        return cuts;
    }

    private async Task<IReadOnlyList<(double At, double Score)>> ChangesAsync(string path, CancellationToken cancellationToken)
    {
        var text = "";
        var threshold = LeastChange.ToString(CultureInfo.InvariantCulture);
        await ffmpeg.ReadAsync(
            ["-v", "error", "-i", path, "-an", "-vf", $"scale=160:-2,format=rgb24,select=gt(scene\\,{threshold}),metadata=print:file=-", "-f", "null", "-"],
            async stream => text = await new StreamReader(stream).ReadToEndAsync(cancellationToken),
            cancellationToken);
        return [.. Change().Matches(text).Select(match => (Number(match.Groups[1].Value), Number(match.Groups[2].Value)))];
    }

    // Encoded once more at a quality that scoring and the cut cannot tell from the original. Counted in frames: none is lost or doubled at a cut.
    private Task CutAsync(string path, string part, double from, double to, ClipFacts facts, CancellationToken cancellationToken)
    {
        var (first, end) = ((int)Math.Round(from * facts.Fps), (int)Math.Round(to * facts.Fps));
        var filter = $"[0:v:0]trim=start_frame={first}:end_frame={end},setpts=PTS-STARTPTS[picture]"
            + (facts.HasSound ? $";[0:a:0]atrim=start={Text(first / facts.Fps)}:end={Text(end / facts.Fps)},asetpts=PTS-STARTPTS[sound]" : "");
        string[] sound = facts.HasSound ? ["-map", "[sound]", "-c:a", "aac", "-b:a", "192k"] : [];
        return ffmpeg.RunAsync(
        [
            "-y", "-v", "error", "-i", path, "-filter_complex", filter, "-map", "[picture]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "12",
            "-pix_fmt", "yuv420p", "-threads", "2", .. sound, "-flags", "+bitexact", "-fflags", "+bitexact", "-movflags", "+faststart", part,
        ], cancellationToken);
    }

    private static string Text(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"pts_time:([\d.]+)\s+lavfi\.scene_score=([\d.]+)")]
    private static partial Regex Change();
}
