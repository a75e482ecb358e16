using System.Text.RegularExpressions;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Planning.Drafts;

/// <summary>
/// Looks at a plan before anything is bought for it: can every shot be made by a model that may be used, at its length; do documented
/// defects threaten it; does what is one place, one time and one person stay so.
/// </summary>
internal sealed partial class PlanCritic(ModelCatalogue catalogue, OpenAccounts accounts, IShotCapability capability, TimeProvider clock)
{
    // Words for anybody: they name no one person who must look the same.
    private static readonly HashSet<string> Anybody = ["people", "person", "hands", "customer", "guest", "friend", "couple", "worker"];

    /// <summary>The models that a brief may use, with what they can make: the planner is told of the same that it is measured by.</summary>
    public IReadOnlyList<ModelRow> Usable(Brief brief) =>
    [
        .. catalogue.Video(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Where(row => !row.Edits && accounts.Has(row.Provider)
            && (brief.Models.Count == 0 || brief.Models.Contains(row.Name, StringComparer.OrdinalIgnoreCase) || brief.ShotModels.Values.Contains(row.Name, StringComparer.OrdinalIgnoreCase))),
    ];

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<PlanFault> Check(Brief brief, ShotPlan plan, IReadOnlyList<PlanScene> scenes) =>
    [
        .. plan.Shots.SelectMany(shot => Makeable(brief, shot)),
        .. Number(brief, plan),
        .. scenes.SelectMany(scene => OneTime(scene, plan)),
        .. plan.Shots.SelectMany(shot => GoesOn(shot, plan)),
        .. OnePerson(plan),
        .. plan.Shots.Zip(plan.Shots.Skip(1)).SelectMany(pair => Same(pair.First, pair.Second)),
    ];

    private IEnumerable<PlanFault> Makeable(Brief brief, Shot shot)
    {
        IReadOnlyList<string> allowed = shot.Model is { } named ? [named] : brief.Models;
        var rows = Usable(brief).Where(row => allowed.Count == 0 || allowed.Contains(row.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        var question = new RouteShotRequest(shot, brief.Fps, brief.Size, allowed, []);
        var reasons = rows.Select(row => (row.Name, Reason: capability.WhyNot(row, question))).ToList();
        if (rows.Count > 0 && reasons.All(row => row.Reason is not null))
            yield return new(shot.Id, true, true, $"No model that may be used can make it: {string.Join("; ", reasons.Select(row => $"{row.Name}: {row.Reason}"))}.");
        foreach (var (row, guard) in rows.Select(row => (row, Guard: row.Guards.FirstOrDefault(rule => rule.Matches(shot, row.Step((double)shot.Frames / brief.Fps), row.LinesFor(brief.Size))))).Where(hit => hit.Guard is not null))
        {
            // Where the brief leaves no choice, only the plan can avoid the defect.
            var only = allowed.Count == 1;
            yield return new(shot.Id, false, only, $"{row.Name}: {guard!.Then} ({guard.When}){(only ? "; the brief names this model, so change the shot" : "; it goes to another model")}.");
        }
    }

    // Lengths within a plan are kept to the brief's wish where its number of shots allows that.
    private static IEnumerable<PlanFault> Number(Brief brief, ShotPlan plan)
    {
        var (fewest, most) = ShotTimer.Count(brief);
        if (brief.ShotSeconds is { } length && (plan.Shots.Count < fewest || plan.Shots.Count > most))
            yield return new(null, false, true, $"It has {plan.Shots.Count} {(plan.Shots.Count == 1 ? "shot" : "shots")}; the brief wants shots of about {length:0.##} s, so plan {(fewest == most ? $"{fewest}" : $"{fewest} to {most}")}.");
    }

    private static IEnumerable<PlanFault> OneTime(PlanScene scene, ShotPlan plan)
    {
        var shots = plan.Shots.Where(shot => scene.Shots.Contains(shot.Id)).ToList();
        foreach (var (before, shot) in shots.Zip(shots.Skip(1)))
        {
            var (earlier, later) = (before.Fields, shot.Fields);
            if (earlier.Lighting.Time != later.Lighting.Time)
                yield return new(shot.Id, false, true, $"It is {Word(later.Lighting.Time)} here and {Word(earlier.Lighting.Time)} in {before.Id} of the same scene: keep one time of day, or make it another scene.");
            if (earlier.Environment.Weather != later.Environment.Weather)
                yield return new(shot.Id, false, true, $"The weather is {Word(later.Environment.Weather)} here and {Word(earlier.Environment.Weather)} in {before.Id} of the same scene.");
        }
    }

    private static IEnumerable<PlanFault> GoesOn(Shot shot, ShotPlan plan)
    {
        if (plan.Shots.FirstOrDefault(other => other.Id == shot.ContinuesFrom) is not { } before)
            yield break;
        var (earlier, later) = (before.Fields, shot.Fields);
        if (earlier.Environment.Setting != later.Environment.Setting)
            yield return new(shot.Id, false, true, $"It goes on where {before.Id} ends, in the same picture, so its place must be the same: \"{earlier.Environment.Setting}\".");
        if (earlier.Lighting != later.Lighting)
            yield return new(shot.Id, false, true, $"It goes on where {before.Id} ends, so its light must be the same.");
        if (earlier.Composition.Framing != later.Composition.Framing)
            yield return new(shot.Id, false, false, $"It goes on where {before.Id} ends and asks for another framing; the camera has to get there within the shot.");
    }

    // A model that films one shot knows nothing of the others: only the same words give the same person.
    private static IEnumerable<PlanFault> OnePerson(ShotPlan plan)
    {
        var cast = plan.Shots.Select(shot => (shot.Id, Looks: Looks(shot.Fields.Subject.Description))).Where(entry => entry.Looks is not null)
            .GroupBy(entry => entry.Looks!.Value.Noun);
        foreach (var person in cast)
        {
            var first = person.First();
            foreach (var other in person.Skip(1).Where(entry => entry.Looks!.Value.Text != first.Looks!.Value.Text))
                yield return new(other.Id, false, true, $"The {person.Key} is \"{other.Looks!.Value.Text}\" here and \"{first.Looks!.Value.Text}\" in {first.Id}: say the same words, or name two people apart.");
        }
    }

    private static IEnumerable<PlanFault> Same(Shot before, Shot shot)
    {
        if (before.Fields.Diff(shot.Fields).Count == 0)
            yield return new(shot.Id, false, false, $"It shows what {before.Id} shows, in every respect.");
    }

    // What somebody carries may change from shot to shot; who they are may not.
    private static (string Noun, string Text)? Looks(string subject)
    {
        var looks = Carrying().Split(Article().Replace(subject.ToLowerInvariant(), ""))[0].Trim();
        return Lexicon.First(looks, Lexicon.People.Where(noun => !Anybody.Contains(noun))) is { } noun ? (noun, looks) : null;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^(?:a|an|the|one|his|her|their)\s+")]
    private static partial Regex Article();

    [GeneratedRegex(@",?\s+(?:with (?:a|an|one|two|his|her|their|the)|holding|carrying|reaching|raising|pouring|who|while)\s")]
    private static partial Regex Carrying();
}
