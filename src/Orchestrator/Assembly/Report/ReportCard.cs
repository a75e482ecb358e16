using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>A score card on the page: one bar an attribute, the line at a half, and the evidence in words.</summary>
internal static class ReportCard
{
    /// <summary>Writes the card.</summary>
    public static Html Write(ScoreCard card) => Html.Of($"""
        <p class="verdict {(card.Failed is null ? "good" : "bad")}">{(card.Failed is { } failed ? $"{ReportWords.Title(failed)} failed" : "Passes on everything measured")}</p>
        {Html.When(card.Failed is not null, () => Html.Of($"<p class=\"evidence\">{ReportWords.Sentence(card.For(card.Failed!.Value).Evidence)}</p>"))}
        <table class="scores"><caption class="unseen">Scores from 0 to 1; under 0.5 fails</caption>
        <thead class="unseen"><tr><th scope="col">Attribute</th><th scope="col">Bar</th><th scope="col">Score</th></tr></thead>
        <tbody>
        {card.Attributes.Select(entry => Row(entry, entry.Attribute == card.Failed))}
        </tbody></table>
        {Html.When(card.Judgement is not null, () => Judged(card.Judgement!))}
        <details><summary>Evidence</summary><dl class="losers">{card.Attributes.Select(Evidence)}</dl></details>
        """);

    // Beside the measures, never among them.
    private static Html Judged(Judgement judgement) => Html.Of($"""
        <p class="verdict {(judgement.Objection() is null ? "good" : "bad")}">{(judgement.Objection() is { } objection ? $"The judge objects to {objection.Aspect.ToString().ToLowerInvariant()}" : "The judge objects to nothing")}</p>
        <details><summary>Judged by {judgement.Judge}, {ReportWords.Price(judgement.Charged)}</summary><dl class="losers">{judgement.Verdicts.Select(Said)}</dl></details>
        """);

    private static Html Said(JudgeVerdict verdict) =>
        Html.Of($"<div><dt>{verdict.Aspect} {(verdict.Verdict == Verdict.NotMeasured ? "not judged" : $"{(verdict.Verdict == Verdict.Pass ? "passes" : "fails")}, {100 * verdict.Confidence:0} % sure")}</dt><dd>{ReportWords.Sentence(verdict.Evidence)}</dd></div>");

    private static Html Row(AttributeScore entry, bool blamed)
    {
        var measured = entry.Verdict != Verdict.NotMeasured;
        var bar = measured
            ? Html.Of($"<span class=\"bar {(entry.Verdict == Verdict.Pass ? "good" : "bad")}\"><span style=\"width:{100 * Math.Clamp(entry.Score, 0, 1):0.#}%\"></span></span>")
            : Html.Of($"<span class=\"bar none\"></span>");
        return Html.Of($"""
            <tr{Html.When(blamed, () => Html.Of($" class=\"blamed\""))}><th scope="row">{ReportWords.Title(entry.Attribute)}</th><td aria-hidden="true">{bar}</td><td class="n">{Score(entry, measured)}</td></tr>
            """);
    }

    // A bar is not the only sign of a failure: the number carries it too.
    private static Html Score(AttributeScore entry, bool measured) => measured
        ? Html.Of($"{ReportWords.Score(entry)}{Html.When(entry.Verdict == Verdict.Fail, () => Html.Of($"<span class=\"unseen\"> fails</span>"))}")
        : Html.Of($"<span title=\"not measured\">–<span class=\"unseen\"> not measured</span></span>");

    private static Html Evidence(AttributeScore entry) => Html.Of($"<div><dt>{ReportWords.Title(entry.Attribute)}</dt><dd>{ReportWords.Sentence(entry.Evidence)}</dd></div>");
}
