using System.Globalization;
using Orchestrator.Backlot;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Measures;

namespace Orchestrator.ScorerBench;

/// <summary>Makes takes longer, with and without a bad seam, and prints what is measured over each seam.</summary>
internal sealed class SeamTrial(FilmCrew crew, int seeds)
{
    private static readonly Habit?[] Seams = [null, Habit.SeamLight, Habit.SeamAside, Habit.SeamPose];

    private readonly Ffmpeg ffmpeg = new(new FfmpegOptions());

    public async Task RunAsync(IReadOnlyList<Shot> shots)
    {
        await crew.DrawAsync(shots);
        await crew.FilmAsync(shots, null, 1);
        var reader = new ClipReader(ffmpeg);
        foreach (var seam in Seams)
        {
            List<AttributeScore> scores = [];
            for (long seed = 1; seed <= (seam is null ? 1 : seeds); seed++)
            {
                await crew.ExtendAsync(shots, seam, seed);
                foreach (var shot in shots)
                {
                    var before = crew.ClipOf(shot, null, 1);
                    var added = await AddedAsync(before, crew.LongerOf(shot, seam, seed));
                    var score = SeamMeasure.Score(await reader.ReadSeamAsync(before, added, SeamMeasure.Frames, twice: false, CancellationToken.None));
                    scores.Add(score);
                    Console.WriteLine($"{shot.Id} {seam?.ToString() ?? "Clean",-10} seed {seed} {score.Verdict,-5} e {score.Exceedance,6:0.00} {string.Join(" ", score.Deviations.Select(pair => $"{pair.Key}={pair.Value:0.00}"))}"
                        + $"  {shot.Fields.Composition.Framing} {shot.Fields.Pose.Stance} {shot.Fields.Camera.Move} {shot.Fields.Motion.Level}");
                }
            }

            Console.WriteLine($"{seam?.ToString() ?? "Clean"}: {scores.Count(score => score.Verdict == Verdict.Fail)} of {scores.Count} fail; "
                + string.Join("; ", scores[0].Deviations.Keys.Select(name => Line(name, [.. scores.Select(score => Math.Abs(score.Deviations[name])).Order()]))));
        }
    }

    private static string Line(string name, IReadOnlyList<double> values) =>
        $"{name} {values[0]:0.00} to {values[^1]:0.00}, median {values[values.Count / 2]:0.00}, tenth {values[values.Count / 10]:0.00}, ninetieth {values[values.Count * 9 / 10]:0.00}";

    private async Task<string> AddedAsync(string before, string longer)
    {
        var target = Path.ChangeExtension(longer, ".added.mp4");
        var first = (await new Media.ClipProbe(ffmpeg).ReadAsync(before))!.Frames;
        await ffmpeg.RunAsync(
        [
            "-y", "-v", "error", "-i", longer, "-an", "-vf", string.Create(CultureInfo.InvariantCulture, $"trim=start_frame={first},setpts=PTS-STARTPTS"),
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "12", target,
        ]);
        return target;
    }
}
