using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Planning.Drafts;

/// <summary>What a language model is asked for a plan. Everything that it is measured by is said to it first.</summary>
internal static class PlanQuestions
{
    private const int TokensOfAPlan = 4_000;
    private const int TokensOfAShot = 500;
    private const int TokensOfACritique = 6_000;

    private const string Planner = """
        You are the director and director of photography of a short film that video models will make, one clip a shot. You turn a brief
        into scenes and shots. Rules:
        - Each shot is filmed by a model that sees one start frame and the words of that shot alone. It knows nothing of other shots. So
          a person, a product or a place that appears again is described in the same words each time, with the looks that must not change.
        - A beat says who does what from the first to the last picture of its shot, by name and never as "she" or "it" alone: it is the action
          that is filmed.
        - A shot shows one subject doing one thing in one take, with at most one camera move. No text on screen, no split screen, no
          brands or real people that the brief does not name.
        - A scene is one place at one time of day. Light and weather stay within it.
        - Tell the beats of the brief in their order. Give a beat several shots when it needs them; never invent an ending of your own.
        - Vary framing and camera move from shot to shot, and let the first shot say where we are.
        - The lengths of the shots add up to exactly what the brief says. Keep every shot within what the models listed can make, and
          clear of what they are known to spoil.
        """;

    private const string Critic = """
        You are a first assistant director who reads a shot plan before money is spent on it. You look for what would be lost money: a
        shot that tells two actions or cannot be done in its seconds, an action that the next shot contradicts, a person or thing that
        changes its looks, a jump in time or light within a scene, what video models cannot do (readable text, exact counts, precise
        hands in rapid motion), a beat of the brief that is missing, something that a content policy would refuse. You do not rewrite, and you
        raise nothing that is a matter of taste. must_fix is for what would be filmed in vain; everything else is a note.
        """;

    /// <summary>Asks for a plan.</summary>
    public static TextQuestion Plan(Brief brief, IReadOnlyList<ModelRow> models) =>
        new("film_plan", Planner, $"{OfBrief(brief)}\n{OfModels(models)}", AnswerSchema.Of<PlanDraft>(), TokensOfAPlan + (TokensOfAShot * MostShots(brief))) { Facts = FactsOf(brief) };

    /// <summary>Gives a plan back with everything that is wrong with it.</summary>
    public static TextQuestion Again(TextQuestion plan, string answer, IEnumerable<string> problems) => plan with
    {
        Text = $"{plan.Text}\n\nYour plan was:\n{answer}\n\nIt cannot be used as it is. Answer with the whole plan, with all of these mended and nothing else changed:\n{string.Join('\n', problems.Select(problem => $"- {problem}"))}",
    };

    /// <summary>Asks for a critique of a plan that has passed our own measures, or for what they found.</summary>
    public static TextQuestion Critique(Brief brief, IReadOnlyList<ModelRow> models, string plan, IReadOnlyList<PlanFault> faults)
    {
        var found = faults.Count == 0 ? "none" : string.Concat(faults.Select(fault => $"\n- {fault.ShotId ?? "film"}: {fault.Problem}"));
        var text = $"{OfBrief(brief)}\n{OfModels(models)}\nThe plan, its shots numbered from 1 through all scenes:\n{plan}\nAlready found by measure, not to be repeated: {found}";
        return new("plan_critique", Critic, text, AnswerSchema.Of<CritiqueDraft>(), TokensOfACritique) { Facts = FactsOf(brief) };
    }

    private static string OfBrief(Brief brief)
    {
        var (fewest, most) = ShotTimer.Count(brief);
        var style = brief.Style;
        List<string> lines =
        [
            $"Title: {brief.Title}",
            $"Length: {brief.Duration().TotalSeconds:0.###} s",
            $"Shots: {(brief.ShotSeconds is null ? Math.Max(1, Math.Min(fewest, brief.Treatment.Count)) : fewest)} to {MostShots(brief)}, usually about {Math.Clamp(brief.Treatment.Count, fewest, most)}",
            $"Picture: {brief.Size}, {brief.Size.AspectRatio()}",
            $"Light: {Word(style.Lighting.Warmth)} {Word(style.Lighting.Quality)} light from {Word(style.Lighting.From)}, {Word(style.Lighting.Time)}",
            $"Colours: {string.Join(", ", style.Colours)}",
        ];
        if (brief.ShotSeconds is { } length)
            lines.Add($"Each shot: about {length:0.##} s, from {ShotTimer.Shorter * length:0.##} to {ShotTimer.Longer * length:0.##} s");
        if (style.Audience is { } audience)
            lines.Add($"Audience: {audience}");
        if (brief.Transition.CrossfadeFrames > 0)
            lines.Add($"Crossfades: {(double)brief.Transition.CrossfadeFrames / brief.Fps:0.###} s after every {(brief.Transition.Every == 1 ? "shot" : $"{brief.Transition.Every} shots")}; add each to the lengths of the shots, so that the film keeps its own");
        if (brief.ContinuousShots.Count > 0)
            lines.Add($"Shots that go on where the one before ends, in the same picture: {string.Join(", ", brief.ContinuousShots)}");
        if (brief.SilentShots is { Count: > 0 } silent)
            lines.Add($"Silent shots: {string.Join(", ", silent)}");
        foreach (var (number, end) in (brief.ShotEnds ?? new Dictionary<int, string>()).OrderBy(pair => pair.Key))
            lines.Add($"Shot {number} ends on: {end}. A second picture is drawn of it; let the shot get there in its length.");
        foreach (var (number, model) in brief.ShotModels.OrderBy(pair => pair.Key))
            lines.Add($"Shot {number} is filmed with {model}.");
        foreach (var likeness in brief.Likenesses ?? [])
            lines.Add($"{likeness.Kind} \"{likeness.Name}\": {likeness.Description}. Call it by this name in every beat that shows it, and write \"{likeness.InWords()}\" as the {(likeness.Kind == LikenessKind.Place ? "setting" : "subject")} where the shot is about it.");
        lines.Add("Beats:");
        lines.AddRange(brief.Treatment.Select((beat, index) => $"{index + 1}. {beat.ReplaceLineEndings(" ")}"));
        return string.Join('\n', lines);
    }

    private static string OfModels(IReadOnlyList<ModelRow> models) =>
        $"Models that may film it (the cheapest that can make a shot is taken):{string.Concat(models.Select(row => $"\n- {row.Name}: {Steps(row)}, {(row.Sound ? "sound" : "no sound")}{Spoils(row)}"))}";

    private static string Steps(ModelRow row) => row.Seconds.Count switch
    {
        0 => "any length",
        1 => $"clips of {row.Seconds[0]} s",
        _ => $"clips of {row.Seconds[0]} to {row.Seconds[^1]} s",
    };

    private static string Spoils(ModelRow row) => row.Guards.Count == 0 ? "" : $"; spoils {string.Join(", ", row.Guards.Select(guard => $"\"{guard.When}\" ({guard.Then})"))}";

    // Twice the usual number leaves room for quick cutting; beyond it shots become shorter than models make them, or than the brief wants.
    private static int MostShots(Brief brief) =>
        brief.ShotSeconds is null ? Math.Max(brief.Treatment.Count, 2 * ShotTimer.Count(brief).Most) : ShotTimer.Count(brief).Most;

    private static Dictionary<string, string> FactsOf(Brief brief) => new() { ["film"] = brief.Name };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
