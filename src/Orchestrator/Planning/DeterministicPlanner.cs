using Orchestrator.Model;
using Orchestrator.Planning.Notes;

namespace Orchestrator.Planning;

/// <summary>
/// Plans without a model: one shot a beat, long treatments merged and short ones split until the number of shots suits the
/// length, frames shared by the weight of the words. The same brief always gives the same plan.
/// </summary>
internal sealed class DeterministicPlanner : IShotPlanner
{
    private const string Version = "deterministic/3";
    private const double FewestSeconds = 3;

    public Task<ShotPlan> PlanAsync(Brief brief, CancellationToken cancellationToken)
    {
        List<string> notes = [];
        var beats = Fit(brief, notes);
        var overlaps = ShotTimer.Overlaps(brief, beats.Count);
        var frames = ShotTimer.Share(brief, [.. beats.Select(beat => Math.Sqrt(4 + Lexicon.Words(beat.Text).Count))], overlaps, FewestSeconds);
        var reader = new BeatReader(brief);
        List<Shot> shots = [];
        foreach (var (index, beat) in beats.Index())
        {
            var before = brief.ContinuousShots.Contains(index + 1) ? shots.LastOrDefault() : null;
            var fields = Heard(reader.Read(beat.Text, index, beat.Part, before), brief, index + 1);
            shots.Add(Marked(brief, new Shot($"s{index + 1:00}", index + 1, beat.Text, frames[index], overlaps[index], fields, before?.Id, brief.ShotModels.GetValueOrDefault(index + 1))));
        }

        notes.AddRange(Beyond(brief, shots.Count));
        return Task.FromResult(new ShotPlan(shots, brief.TotalFrames, Version, notes));
    }

    // What the brief says of shots that the film does not have.
    private static IEnumerable<string> Beyond(Brief brief, int shots)
    {
        (IEnumerable<int>? Numbers, Func<int, string> Says)[] said =
        [
            (brief.ShotEnds?.Keys, number => $"how shot {number} ends"),
            (brief.ContinuousShots, number => $"that shot {number} goes on from the one before it"),
            (brief.SilentShots, number => $"that shot {number} is silent"),
            (brief.ShotModels.Keys, number => $"which model films shot {number}"),
        ];
        return said.SelectMany(entry => (entry.Numbers ?? []).Where(number => number > shots).Order().Select(number => $"The brief says {entry.Says(number)}; the film has {Shots(shots)}."));
    }

    private static string Shots(int count) => count == 1 ? "1 shot" : $"{count} shots";

    private static Shot Marked(Brief brief, Shot shot) => ShotEnding.Mark(brief, NamedLikenesses.Mark(brief, shot));

    private static ShotFields Heard(ShotFields fields, Brief brief, int number) =>
        brief.SilentShots?.Contains(number) == true ? fields with { Audio = new(null) } : fields;

    private static List<(string Text, int Part)> Fit(Brief brief, List<string> notes)
    {
        var beats = brief.Treatment.Select(text => (Text: text, Part: 0)).ToList();
        var (fewest, most) = ShotTimer.Count(brief);
        while (beats.Count > most)
            MergeShortest(beats, notes);
        while (beats.Count < fewest)
            SplitLongest(beats, notes);
        return beats;
    }

    private static void MergeShortest(List<(string Text, int Part)> beats, List<string> notes)
    {
        var at = Enumerable.Range(0, beats.Count - 1).MinBy(index => beats[index].Text.Length + beats[index + 1].Text.Length);
        notes.Add($"Beats {at + 1} and {at + 2} share one shot: the film is too short for {Shots(beats.Count)}.");
        beats[at] = ($"{beats[at].Text.TrimEnd('.')}. {beats[at + 1].Text}", 0);
        beats.RemoveAt(at + 1);
    }

    private static void SplitLongest(List<(string Text, int Part)> beats, List<string> notes)
    {
        var at = Enumerable.Range(0, beats.Count).OrderBy(index => beats[index].Part).ThenByDescending(index => beats[index].Text.Length).First();
        notes.Add($"Beat {at + 1} is told in one more shot, closer: the film is long for {Shots(beats.Count)}.");
        beats.Insert(at + 1, (beats[at].Text, beats[at].Part + 1));
    }
}
