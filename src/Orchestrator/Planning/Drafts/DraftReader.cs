using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Planning.Notes;
using Orchestrator.Providers.Answers;

namespace Orchestrator.Planning.Drafts;

/// <summary>
/// Makes a plan of what a language model wrote: the brief's exact frames, its own joins, its numbered wishes. What does not fit the
/// brief is told as problems, all of them at once, in words that the model can act on.
/// </summary>
internal sealed class DraftReader(Brief brief, string planner)
{
    private const double ShortestShot = 1.5;
    private const double Tolerance = 0.1;
    private const int LongestText = 300;
    private const int MostColours = 5;

    private readonly List<string> problems = [];

    /// <summary>What is wrong with the draft; empty when there is a plan.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The draft as it was read, when it was JSON of the schema.</summary>
    public PlanDraft? Draft { get; private set; }

    /// <summary>The plan; null when there are <see cref="Problems"/>.</summary>
    public ShotPlan? Read(string text)
    {
        try
        {
            Draft = AnswerSchema.Read<PlanDraft>(text);
        }
        catch (JsonException unreadable)
        {
            problems.Add($"The answer does not keep to the schema: {unreadable.Message}");
            return null;
        }

        var shots = Draft.Shots().ToList();
        if (shots.Count == 0)
            problems.Add("The plan has no shot.");
        foreach (var (shot, index) in shots.Select((shot, index) => (shot, index)))
            CheckWords(shot, index + 1);
        CheckLengths(shots);
        CheckNumbers(shots.Count);
        return problems.Count > 0 ? null : Plan(shots);
    }

    private void CheckWords(PlanDraft.Shot shot, int number)
    {
        (string Name, string? Text)[] texts = [("beat", shot.Beat), ("subject", shot.Subject), ("environment.setting", shot.Environment.Setting), ("sound", shot.Sound ?? "silent")];
        foreach (var (name, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText || text.Contains('\n'))
                problems.Add($"Shot {number}: {name} must be one line of 1 to {LongestText} characters.");
        }

        if (Lexicon.Words(shot.Subject) is [var first, ..] && Lexicon.Unnamed.Contains(first))
            problems.Add($"Shot {number}: the subject is \"{shot.Subject.Trim()}\"; say who or what it is in the same words as in the other shots that show it.");
        if (shot.Palette.Count is 0 or > MostColours || shot.Palette.Any(string.IsNullOrWhiteSpace))
            problems.Add($"Shot {number}: palette must name one to {MostColours} colours.");
        if (shot.Composition.SubjectX is < 0 or > 100 || shot.Composition.SubjectY is < 0 or > 100)
            problems.Add($"Shot {number}: subject_x and subject_y are percent of the picture, from 0 to 100.");
    }

    private void CheckLengths(IReadOnlyList<PlanDraft.Shot> shots)
    {
        foreach (var (shot, index) in shots.Select((shot, index) => (shot, index)))
        {
            if (double.IsNaN(shot.Seconds) || shot.Seconds < Shortest)
                problems.Add($"Shot {index + 1}: {shot.Seconds:0.##} s is too short; no shot is under {Shortest:0.##} s.");
        }

        var wanted = WantedSeconds(shots.Count);
        var sum = shots.Sum(shot => shot.Seconds);
        if (Math.Abs(sum - wanted) > wanted * Tolerance)
            problems.Add($"The shots last {sum:0.##} s together; they must last {wanted:0.##} s (the film and the overlaps of its crossfades).");
    }

    private double WantedSeconds(int shots) => (double)(brief.TotalFrames + ShotTimer.Overlaps(brief, shots).Sum()) / brief.Fps;

    // A brief that wants shots of a second gets them.
    private double Shortest => brief.ShotSeconds is { } length ? Math.Min(ShortestShot, ShotTimer.Shorter * length) : ShortestShot;

    // The brief speaks of shots by number, so the plan must have as many.
    private void CheckNumbers(int shots)
    {
        var named = brief.ContinuousShots.Concat(brief.ShotModels.Keys).Concat(brief.SilentShots ?? []).Concat(brief.ShotEnds?.Keys ?? []).DefaultIfEmpty(0).Max();
        if (named > shots)
            problems.Add($"The brief speaks of shot {named}; the plan has {shots} shots. Plan at least {named}.");
    }

    private ShotPlan? Plan(IReadOnlyList<PlanDraft.Shot> shots)
    {
        var overlaps = ShotTimer.Overlaps(brief, shots.Count);
        var frames = ShotTimer.Share(brief, [.. shots.Select(shot => shot.Seconds)], overlaps, fewestSeconds: 1.0 / brief.Fps);
        for (var index = 0; index < shots.Count; index++)
        {
            if (frames[index] <= overlaps[index] + (index > 0 ? overlaps[index - 1] : 0))
                problems.Add($"Shot {index + 1}: nothing is left of {shots[index].Seconds:0.##} s between its crossfades; make it longer.");
        }

        return problems.Count > 0 ? null : new(Shots(shots, frames, overlaps), brief.TotalFrames, planner, []);
    }

    private List<Shot> Shots(IReadOnlyList<PlanDraft.Shot> drafts, IReadOnlyList<int> frames, IReadOnlyList<int> overlaps)
    {
        List<Shot> shots = [];
        foreach (var (index, draft) in drafts.Index())
        {
            var (number, beat) = (index + 1, draft.Beat.Trim());
            var before = brief.ContinuousShots.Contains(number) ? shots.LastOrDefault() : null;
            var fields = before is null ? Fields(draft, number) : GoingOn.From(Fields(draft, number), before, beat);
            shots.Add(ShotEnding.Mark(brief, NamedLikenesses.Mark(brief, new(IdOf(number), number, beat, frames[index], overlaps[index], fields, before?.Id, brief.ShotModels.GetValueOrDefault(number)))));
        }

        return shots;
    }

    private ShotFields Fields(PlanDraft.Shot shot, int number) => new(
        new(shot.Subject.Trim()),
        new(shot.Lighting.Warmth, shot.Lighting.Quality, shot.Lighting.From, shot.Lighting.Time),
        new([.. shot.Palette.Select(colour => colour.Trim())]),
        new(shot.Composition.Framing, shot.Composition.SubjectX, shot.Composition.SubjectY),
        new(shot.Pose.Stance, shot.Pose.Gesture, shot.Pose.Facing),
        new(shot.Environment.Setting.Trim(), shot.Environment.Weather),
        new(shot.Camera.Move, shot.Camera.Pace),
        new(shot.Motion),
        new(),
        new(brief.SilentShots?.Contains(number) == true ? null : shot.Sound?.Trim()))
    {
        Action = new(shot.Beat.Trim().TrimEnd('.')),
    };

    /// <summary>The name of a shot by its number.</summary>
    public static string IdOf(int number) => $"s{number:00}";
}
