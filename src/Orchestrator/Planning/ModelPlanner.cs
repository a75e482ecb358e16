using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Planning.Drafts;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Planning;

/// <summary>
/// Plans by a language model: the brief becomes a treatment, scenes and shots; a plan that does not fit the brief goes back once with
/// every problem in one message; then it is criticised, by our own measures and by the model, and revised once for what must be fixed.
/// Nothing is left to the model that can be measured.
/// </summary>
internal sealed class ModelPlanner(AnswerDesk desk, ModelCatalogue catalogue, PlanCritic critic, PlanningOptions options, TimeProvider clock)
{
    private const string Version = "1";
    private const string Measures = "check";

    /// <summary>Plans the film, or says in the plan's making why there is none.</summary>
    public async Task<ShotPlan> PlanAsync(PlanShotsRequest request, CancellationToken cancellationToken)
    {
        var row = catalogue.Text(options.Model, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var talk = new PlanTalk(desk, row, request.AttemptId!, request.Limit ?? Money.Zero);
        var brief = request.Brief;
        var question = PlanQuestions.Plan(brief, critic.Usable(brief));
        if (await DraftAsync(talk, brief, question, row, cancellationToken) is not { } first)
            return Unplanned(talk, brief);

        var faults = critic.Check(brief, first.Plan, first.Scenes);
        if (await talk.AskAsync("critique", PlanQuestions.Critique(brief, critic.Usable(brief), first.Text, faults), cancellationToken) is not { } said)
            return Unplanned(talk, brief);
        var remarks = Read(said);
        var findings = Findings(first, faults, remarks, row);
        if (!findings.Any(finding => finding.MustFix))
            return Planned(first, findings, talk, "passed its critique");

        var wishes = findings.Where(finding => finding.MustFix).Select(finding => $"{finding.ShotId ?? "Film"}: {finding.Problem}");
        if (await talk.AskAsync("revision", PlanQuestions.Again(question, first.Text, wishes), cancellationToken) is not { } again)
            return Unplanned(talk, brief);
        return Revised(first, faults, findings, Parse(brief, again, row), talk, brief);
    }

    /// <summary>The most that a plan and its critique can cost; a correction and a revision, which few plans need, come on top.</summary>
    public Money Quote(Brief brief)
    {
        // The film itself says that there is no such model.
        if (catalogue.FindOrNull(options.Model) is not { Kind: ModelKind.Text } row)
            return Money.Zero;
        var usable = critic.Usable(brief);
        var plan = PlanQuestions.Plan(brief, usable);
        // A critique reads the plan, which is at most as long as it may be.
        var critique = PlanQuestions.Critique(brief, usable, new string(' ', plan.MaxTokens), []);
        return plan.WorstCase(row) + critique.WorstCase(row);
    }

    private static async Task<Drafted?> DraftAsync(PlanTalk talk, Brief brief, TextQuestion question, ModelRow row, CancellationToken cancellationToken)
    {
        if (await talk.AskAsync("plan", question, cancellationToken) is not { } text)
            return null;
        var drafted = Parse(brief, text, row);
        if (drafted.Problems.Count == 0)
            return drafted;
        if (await talk.AskAsync("correction", PlanQuestions.Again(question, text, drafted.Problems), cancellationToken) is not { } corrected)
            return null;
        drafted = Parse(brief, corrected, row);
        if (drafted.Problems.Count == 0)
            return drafted;
        talk.End(DeliveryStatus.Failed, $"The plan of {row.Title} does not fit the brief, after a correction too: {string.Join(" ", drafted.Problems)}");
        return null;
    }

    private ShotPlan Revised(Drafted first, IReadOnlyList<PlanFault> faults, IReadOnlyList<PlanFinding> findings, Drafted second, PlanTalk talk, Brief brief)
    {
        if (second.Problems.Count > 0)
        {
            // A revision that cannot be used changes nothing: the plan before it fits the brief.
            return faults.Any(fault => fault.Blocks)
                ? Unfilmable(talk, brief, faults)
                : Planned(first, findings, talk, $"kept as it was: its revision does not fit the brief ({string.Join(" ", second.Problems)})");
        }

        var left = critic.Check(brief, second.Plan, second.Scenes);
        if (left.Any(fault => fault.Blocks))
            return Unfilmable(talk, brief, left);
        var answered = findings.Select(finding => finding with
        {
            Answered = finding.MustFix && (finding.By != Measures || left.All(fault => fault.ShotId != finding.ShotId || fault.Problem != finding.Problem)),
        });
        var fresh = left.Where(fault => findings.All(finding => finding.ShotId != fault.ShotId || finding.Problem != fault.Problem)).Select(Finding);
        return Planned(second, [.. answered, .. fresh], talk, "revised after its critique");
    }

    private static ShotPlan Unfilmable(PlanTalk talk, Brief brief, IReadOnlyList<PlanFault> faults)
    {
        talk.End(DeliveryStatus.Failed, $"The plan cannot be filmed, after a revision too: {string.Join(" ", faults.Where(fault => fault.Blocks).Select(fault => $"{fault.ShotId}: {fault.Problem}"))}");
        return Unplanned(talk, brief);
    }

    private static ShotPlan Planned(Drafted drafted, IReadOnlyList<PlanFinding> findings, PlanTalk talk, string how)
    {
        var mended = findings.Count(finding => finding.Answered);
        var message = $"Planned by {drafted.Plan.Planner}, {how}: {findings.Count} {(findings.Count == 1 ? "finding" : "findings")}, {mended} mended, {talk.Calls.Count} questions for {talk.Charged.Amount():0.00##} {talk.Charged.Currency}.";
        return drafted.Plan with { Making = new(null, drafted.Treatment, drafted.Scenes, findings, talk.Calls, talk.Charged, message) };
    }

    private static ShotPlan Unplanned(PlanTalk talk, Brief brief)
    {
        var (status, reason) = talk.Ended!.Value;
        return new([], brief.TotalFrames, "none", []) { Making = new(status, "", [], [], talk.Calls, talk.Charged, reason) { Needed = talk.Needed } };
    }

    private static IReadOnlyList<PlanFinding> Findings(Drafted drafted, IReadOnlyList<PlanFault> faults, CritiqueDraft? remarks, ModelRow row) =>
    [
        .. faults.Select(Finding),
        .. remarks is null
            ? [new PlanFinding(null, row.Name, false, "Its critique does not keep to the schema and was not used.", false)]
            : remarks.Findings.Select(remark => new PlanFinding(
                remark.Shot >= 1 && remark.Shot <= drafted.Plan.Shots.Count ? DraftReader.IdOf(remark.Shot) : null,
                row.Name,
                remark.Severity == CritiqueDraft.Weight.MustFix,
                $"{remark.Problem.Trim()} {remark.Fix.Trim()}",
                false)),
    ];

    private static PlanFinding Finding(PlanFault fault) => new(fault.ShotId, Measures, fault.MustFix, fault.Problem, false);

    private static CritiqueDraft? Read(string text)
    {
        try
        {
            return AnswerSchema.Read<CritiqueDraft>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Drafted Parse(Brief brief, string text, ModelRow row)
    {
        var reader = new DraftReader(brief, $"{row.Name}/{Version}");
        return reader.Read(text) is { } plan
            ? new(plan, reader.Draft!.Treatment.Trim(), ScenesOf(reader.Draft), text, [])
            : new(new([], 0, "", []), "", [], text, reader.Problems);
    }

    private static IReadOnlyList<PlanScene> ScenesOf(PlanDraft draft)
    {
        List<PlanScene> scenes = [];
        var number = 0;
        foreach (var scene in draft.Scenes.Where(scene => scene.Shots.Count > 0))
            scenes.Add(new(scene.Title.Trim(), scene.Purpose.Trim(), [.. scene.Shots.Select(_ => DraftReader.IdOf(++number))]));
        return scenes;
    }

    private sealed record Drafted(ShotPlan Plan, string Treatment, IReadOnlyList<PlanScene> Scenes, string Text, IReadOnlyList<string> Problems);
}
