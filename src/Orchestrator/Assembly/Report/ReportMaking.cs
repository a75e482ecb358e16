using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>How the plan came about: the treatment, the scenes, what its critique found, and what was asked of which model.</summary>
internal static class ReportMaking
{
    /// <summary>Writes it; nothing for a plan by rules.</summary>
    public static Html Write(ShotPlan plan) => plan.Making is not { } making ? Html.Empty : Html.Of($"""
        <p class="note">{making.Message}</p>
        {Html.When(making.Treatment.Length > 0, () => Html.Of($"<p>{making.Treatment}</p>"))}
        {Html.When(making.Scenes.Count > 0, () => Html.Of($"<dl class=\"losers\">{making.Scenes.Select(Scene)}</dl>"))}
        {Html.When(making.Critique.Count > 0, () => Html.Of($"<h3>Critique before anything was bought</h3><ul class=\"findings\">{making.Critique.Select(Finding)}</ul>"))}
        {Html.When(making.Calls.Count > 0, () => Html.Of($"<details><summary>{ReportWords.Count(making.Calls.Count, "question")}, {ReportWords.Price(making.Charged)}</summary><dl class=\"losers\">{making.Calls.Select(Call)}</dl></details>"))}
        """);

    private static Html Scene(PlanScene scene) => Html.Of($"<div><dt>{scene.Title} ({string.Join(", ", scene.Shots)})</dt><dd>{scene.Purpose}</dd></div>");

    private static Html Finding(PlanFinding finding) =>
        Html.Of($"<li>{finding.ShotId ?? "Film"}: {finding.Problem} <span class=\"note\">{finding.By}, {(finding.Answered ? "mended" : finding.MustFix ? "not mended" : "a note")}</span></li>");

    private static Html Call(Consultation call) => Html.Of($"<div><dt>{call.Purpose}, {call.Model}</dt><dd>{ReportWords.Price(call.Charged)}: {call.Message}</dd></div>");
}
