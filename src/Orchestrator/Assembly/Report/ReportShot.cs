using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>One shot on the page: what was wanted, who was asked, and every attempt with its score card.</summary>
internal sealed class ReportShot(Brief brief, Storyboard? board, ReportAlbum album)
{
    /// <summary>Writes the shot.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="shot">Its place in the plan.</param>
    public Html Write(ShotResult result, Shot? shot) => Html.Of($"""
        <article class="shot" id="{result.ShotId}" aria-labelledby="{result.ShotId}-title">
        <header>
        <p class="eyebrow">Shot {shot?.Number}{Html.When(shot is not null, () => Html.Of($" · {(double)shot!.Frames / brief.Fps:0.0#} s"))} · {ReportWords.Count(result.Attempts.Count, "attempt")} · {ReportWords.Price(result.Spent)}</p>
        <h3 id="{result.ShotId}-title">{shot?.Beat ?? result.ShotId}</h3>
        {Html.When(result.Status != ShotStatus.Accepted, () => Html.Of($"""<p class="status {(result.Status == ShotStatus.AcceptedWithNotes ? "fair" : "bad")}">{ReportWords.Status(result.Status)}</p>"""))}
        </header>
        {Route(result.Route)}
        {References(result.Route, shot)}
        {result.Notes.Select(note => Html.Of($"<p class=\"remark\">{ReportWords.Sentence(note)}</p>"))}
        <div class="takes{(result.Attempts.Count == 1 && album.Frames.ContainsKey(result.ShotId) ? " one" : "")}">
        {Frame(result.ShotId, "Storyboard")}
        {Frame(result.ShotId + Storyboard.EndMark, "Storyboard, the end")}
        {result.Attempts.Select(attempt => Attempt(result, attempt))}
        </div>
        </article>
        """);

    private static Html Route(RouteChoice? route) => route is null
        ? Html.Empty
        : Html.Of($"""
            <p class="route"><strong>{route.Model}</strong>, {route.Seconds} s, at most {ReportWords.Price(route.WorstCase)} a take. {ReportWords.Sentence(route.Reason)}</p>
            {Html.When(route.Losers.Count > 0, () => Html.Of($"""
                <details><summary>{ReportWords.Count(route.Losers.Count, "model")} not chosen</summary>
                <dl class="losers">{route.Losers.Select(loser => Html.Of($"<div><dt>{loser.Model}</dt><dd>{ReportWords.Sentence(loser.Reason)}</dd></div>"))}</dl></details>
                """))}
            """);

    private Html References(RouteChoice? route, Shot? shot)
    {
        var names = (shot?.Likenesses ?? []).Select(id => brief.Likenesses?.FirstOrDefault(likeness => likeness.Id == id)?.Name).OfType<string>().ToList();
        return Html.When(names.Count > 0, () => Html.Of(
            $"<p class=\"note\">After the {(names.Count == 1 ? "reference" : "references")} of {string.Join(", ", names)}{(route?.References is null ? ", in the storyboard frame only" : "")}.</p>"));
    }

    private Html Frame(string id, string title) => album.Frames.TryGetValue(id, out var source)
        ? Html.Of($"""
            <figure class="take"><img src="{source}" alt="{(title == "Storyboard" ? "Storyboard frame" : "Storyboard frame of the end")}"{Shape()}>
            <figcaption><h4>{title}</h4>{Drawing(id)}</figcaption></figure>
            """)
        : Html.Empty;

    private Html Drawing(string id) => board?.Frames.Concat(board.Ends ?? []).FirstOrDefault(frame => frame.ShotId == id) is { } drawn
        ? Html.Of($"<p class=\"note\">{drawn.Model} · {(drawn.Version == 1 ? "first drawing" : $"drawing {drawn.Version}")} · {ReportWords.Price(drawn.Cost)}</p>")
        : Html.Empty;

    private Html Attempt(ShotResult result, Attempt attempt)
    {
        var used = result.Uses(attempt);
        return Html.Of($"""
            <figure class="take{(used ? " used" : "")}">
            {Picture(attempt)}
            <figcaption>
            <h4>Take {attempt.Number}{(attempt.Part > 0 ? $", part {attempt.Part}" : "")}{Html.When(used, () => Html.Of($" <span class=\"tag\">in the film</span>"))}</h4>
            <p class="note">{attempt.Request.Model} · {attempt.Request.Seconds} s · {ReportWords.Price(attempt.Charged)}{(attempt.IsEstimated() ? " (list price)" : "")}</p>
            {Change(result, attempt)}
            {Outcome(attempt)}
            {Html.When(attempt.Card is not null, () => ReportCard.Write(attempt.Card!))}
            </figcaption>
            </figure>
            """);
    }

    private Html Picture(Attempt attempt)
    {
        var alt = $"Take {attempt.Number} of {attempt.Request.ShotId}";
        if (attempt.Take is null)
            return Html.Of($"<div class=\"missing\"{Shape()}>no clip</div>");
        if (!album.Takes.TryGetValue(attempt.Take.Clip, out var take))
            return Html.Of($"<div class=\"missing\"{Shape()}>this clip cannot be shown</div>");
        return take.Moving is null
            ? Html.Of($"""<img src="{take.Still}" alt="{alt}, a still"{Shape()}>""")
            : Html.Of($"""
                <picture><source media="(prefers-reduced-motion: reduce), print" srcset="{take.Still}"><img src="{take.Moving}" alt="{alt}, moving" loading="lazy"{Shape()}></picture>
                """);
    }

    // The place is kept while pictures decode, in the film's shape.
    private Html Shape() => Html.Of($" style=\"aspect-ratio:{brief.Size.Width}/{brief.Size.Height}\"");

    private static Html Change(ShotResult result, Attempt attempt)
    {
        if (attempt.Changed is not { } field || attempt.Parent is not { } number)
            return Html.Empty;
        var parent = result.Attempts.FirstOrDefault(entry => entry.Number == number);
        var changes = parent is null ? [] : FieldChange.Between(parent.Request, attempt.Request, field);
        return Html.Of($"""
            <div class="change"><p><strong>{ReportWords.Title(field)}</strong> {ReportWords.Change(attempt.Request.Source, number)}</p>
            {Html.When(changes.Count > 0, () => Html.Of($"<ul>{changes.Select(change => Html.Of($"<li>{change.Name} <del>{change.Before}</del> <span aria-hidden=\"true\">→</span> <ins>{change.After}</ins></li>"))}</ul>"))}
            <p class="note">{ReportWords.Sentence(attempt.Why)}</p></div>
            """);
    }

    // Of a clip that came there is something to tell only where more than its coming was told, such as a prompt that had to be shortened.
    private static Html Outcome(Attempt attempt) => (attempt.Outcome, attempt.Message) switch
    {
        (OutcomeClass.Delivered, null or JobResult.Plainly) => Html.Empty,
        (OutcomeClass.Delivered, { } told) => Html.Of($"<p class=\"note\">{ReportWords.Sentence(told)}</p>"),
        var (outcome, message) => Html.Of($"<p class=\"remark\">{ReportWords.Title(outcome)}{(message is null ? "" : ": " + message)}</p>"),
    };
}
