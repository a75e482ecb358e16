using Orchestrator.Model;
using Orchestrator.Planning.Notes;

namespace Orchestrator.Planning;

/// <summary>
/// Plans without a model: one shot a beat, long treatments merged and short ones split until the number of shots suits the
/// length, frames shared by the weight of the words. The same brief always gives the same plan.
/// </summary>
internal sealed class DeterministicPlanner : IShotPlanner
{
    private const string Version = "deterministic/1";
    private const double FewestSeconds = 3;

    public Task<ShotPlan> PlanAsync(Brief brief, CancellationToken cancellationToken)
    {
        List<string> notes = [];
        var beats = Fit(brief, notes);
        var overlaps = ShotTimer.Overlaps(brief, beats.Count);
        var fewest = brief.ShotSeconds is { } length ? Math.Min(FewestSeconds, 0.6 * length) : FewestSeconds;
        var frames = ShotTimer.Share(brief, [.. beats.Select(beat => Math.Sqrt(4 + Lexicon.Words(beat.Text).Count))], overlaps, fewest);
        var reader = new BeatReader(brief);
        var shots = beats.Select((beat, index) => Marked(brief, new Shot(
            $"s{index + 1:00}",
            index + 1,
            beat.Text,
            frames[index],
            overlaps[index],
            Heard(reader.Read(beat.Text, index, beat.Part), brief, index + 1),
            brief.ContinuousShots.Contains(index + 1) && index > 0 ? $"s{index:00}" : null,
            brief.ShotModels.GetValueOrDefault(index + 1)))).ToList();
        notes.AddRange((brief.ShotEnds ?? new Dictionary<int, string>()).Keys.Where(number => number > shots.Count).Order().Select(number => $"The brief says how shot {number} ends; the film has {shots.Count} shots."));
        return Task.FromResult(new ShotPlan(shots, brief.TotalFrames, Version, notes));
    }

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
        notes.Add($"Beats {at + 1} and {at + 2} share one shot: the film is too short for {beats.Count} shots.");
        beats[at] = ($"{beats[at].Text.TrimEnd('.')}. {beats[at + 1].Text}", 0);
        beats.RemoveAt(at + 1);
    }

    private static void SplitLongest(List<(string Text, int Part)> beats, List<string> notes)
    {
        var at = Enumerable.Range(0, beats.Count).OrderBy(index => beats[index].Part).ThenByDescending(index => beats[index].Text.Length).First();
        notes.Add($"Beat {at + 1} is told in one more shot, closer: the film is long for {beats.Count} shots.");
        beats.Insert(at + 1, (beats[at].Text, beats[at].Part + 1));
    }
}
