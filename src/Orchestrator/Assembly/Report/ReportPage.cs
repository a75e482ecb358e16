using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>The page: header, storyboard, shots, bill, findings, plan.</summary>
internal sealed class ReportPage(ReportOrder order, ReportAlbum album)
{
    private readonly Brief brief = order.Brief;
    private readonly Delivery delivery = order.Delivery;

    /// <summary>Writes the page.</summary>
    public Html Write() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>{brief.Title} – production report</title>
        <style>{Html.Trusted(ReportStyle.Sheet)}</style>
        </head>
        <body>
        <header class="page">{Header()}</header>
        <main class="page">
        {new ReportReferences(brief, delivery, album).Write()}
        {Board()}
        {Shots()}
        {new ReportBill(order).Write()}
        {Findings()}
        {Plan()}
        </main>
        <footer class="page">{Footer()}</footer>
        </body>
        </html>
        """);

    private Html Header() => Html.Of($"""
        <div class="masthead">
        <div>
        <p class="eyebrow">{(delivery.Draft ? "Production report of a draft" : "Production report")}</p>
        <h1>{brief.Title}</h1>
        <p class="status {Tone(delivery.Status)}">{ReportWords.Status(delivery.Status)}</p>
        <p class="lede">{delivery.Message}</p>
        </div>
        {Html.When(album.Poster is not null, () => Html.Of($"""<img class="poster" src="{album.Poster}" alt="Poster of {brief.Title}" width="{brief.Size.Width}" height="{brief.Size.Height}">"""))}
        </div>
        <dl class="figures">
        {Figure("Length", delivery.Film is { } film ? $"{(double)film.Frames / brief.Fps:0.0##} s" : "no film", $"{brief.TotalFrames} frames at {brief.Fps} fps asked")}
        {Spent()}
        {Attempts()}
        {Figure("Picture", $"{brief.Size.Width} × {brief.Size.Height}", $"{brief.Size.AspectRatio()}, {brief.Fps} fps")}
        {Sound()}
        </dl>
        """);

    private Html Spent()
    {
        var share = delivery.Limit.Micros == 0 ? 0 : (double)delivery.Spent.Micros / delivery.Limit.Micros;
        return Html.Of($"""
            <div><dt>Spent</dt><dd>{ReportWords.Price(delivery.Spent)}</dd>
            <dd class="note">{100 * share:0} % of {ReportWords.Price(delivery.Limit)}{(delivery.CostOfMinute is { } minute ? $", {ReportWords.Price(minute)} a finished minute" : "")}</dd>
            {Html.When(delivery.Drafted is not null, () => Html.Of($"<dd class=\"note\">draft {ReportWords.Price(delivery.Drafted!.Total())}, film {ReportWords.Price(delivery.Spent - delivery.Drafted!.Total())}</dd>"))}
            <dd class="meter" aria-hidden="true"><span style="width:{100 * Math.Clamp(share, 0, 1):0.#}%"></span></dd></div>
            """);
    }

    private Html Attempts()
    {
        var accepted = delivery.Shots.Where(shot => shot.Status is ShotStatus.Accepted or ShotStatus.AcceptedWithNotes).ToList();
        var attempts = delivery.Shots.Sum(shot => shot.Attempts.Count);
        return accepted.Count == 0
            ? Figure("Attempts", $"{attempts}", "no shot accepted")
            : Figure(
                "Attempts per accepted shot",
                $"{(double)accepted.Sum(shot => shot.Attempts.Count) / accepted.Count:0.0#}",
                $"{accepted.Count} of {delivery.Plan?.Shots.Count ?? delivery.Shots.Count} shots accepted, {ReportWords.Count(attempts, "attempt")}");
    }

    private Html Sound() => delivery.Film is { } film
        ? Figure("Sound", film.IntegratedLufs <= -69 ? "silent" : $"{Signed(film.IntegratedLufs)} LUFS", $"true peak {Signed(film.TruePeakDbtp)} dBTP, {Signed(brief.Loudness.IntegratedLufs)} LUFS asked")
        : Html.Empty;

    private static Html Figure(string name, string value, string note) =>
        Html.Of($"""<div><dt>{name}</dt><dd>{value}</dd><dd class="note">{note}</dd></div>""");

    private Html Board() => Html.When(album.Frames.Count > 0, () => Html.Of($"""
        <section aria-labelledby="storyboard">
        <h2 id="storyboard">Storyboard</h2>
        <ol class="strip">
        {(delivery.Plan?.Shots ?? []).Where(shot => album.Frames.ContainsKey(shot.Id)).Select(shot => Html.Of($"""
            <li><a href="#{shot.Id}"><img src="{album.Frames[shot.Id]}" alt="Storyboard frame of shot {shot.Number}" style="aspect-ratio:{brief.Size.Width}/{brief.Size.Height}"></a><span class="number">{shot.Number}</span> {shot.Beat}</li>
            """))}
        </ol>
        </section>
        """));

    private Html Shots()
    {
        var writer = new ReportShot(brief, delivery.Board, album);
        return Html.When(delivery.Shots.Count > 0, () => Html.Of($"""
            <section aria-labelledby="shots">
            <h2 id="shots">Shots</h2>
            <p class="note">Every take is scored against its storyboard frame{Html.When(delivery.Plan?.Shots.Any(shot => shot.ContinuesFrom is not null) == true, () => Html.Of($", one that goes on from another against the frame that it starts from"))}. A bar that stays short of the mark in its middle fails.</p>
            {delivery.Shots.Select(result => writer.Write(result, delivery.Plan?.Shots.FirstOrDefault(shot => shot.Id == result.ShotId)))}
            </section>
            """));
    }

    private Html Findings() => delivery.Film is { } film
        ? Html.Of($"""
            <section aria-labelledby="quality">
            <h2 id="quality">Quality control</h2>
            {(film.Findings.Count == 0
                ? Html.Of($"<p>The finished film was decoded from its first frame to its last: {film.Frames} frames at even steps, sound as long as the picture, nothing found.</p>")
                : Html.Of($"<p>Found by decoding the finished film:</p><ul class=\"findings\">{film.Findings.Select(finding => Html.Of($"<li>{finding}</li>"))}</ul>"))}
            </section>
            """)
        : Html.Empty;

    private Html Plan() => delivery.Plan is { } plan
        ? Html.Of($"""
            <section aria-labelledby="plan">
            <h2 id="plan">Plan</h2>
            {ReportMaking.Write(plan)}
            {Html.When(plan.Shots.Count > 0, () => Table(plan))}
            {(brief.Substitutions ?? []).Select(note => Html.Of($"<p class=\"note\">{note}</p>"))}
            {plan.Notes.Select(note => Html.Of($"<p class=\"note\">{note}</p>"))}
            </section>
            """)
        : Html.Empty;

    private Html Table(ShotPlan plan) => Html.Of($"""
        <div class="wide" role="region" aria-labelledby="plan" tabindex="0"><table>
        <thead><tr><th scope="col" class="n">Shot</th><th scope="col" class="n">Starts</th><th scope="col" class="n">Frames</th><th scope="col">Beat</th><th scope="col">Framing</th><th scope="col">Camera</th><th scope="col">Light</th><th scope="col">Sound</th><th scope="col">Then</th></tr></thead>
        <tbody>
        {plan.Shots.Select((shot, index) => PlanRow(plan, shot, index))}
        </tbody>
        </table></div>
        """);

    private Html PlanRow(ShotPlan plan, Shot shot, int index)
    {
        var fields = shot.Fields;
        var next = index == plan.Shots.Count - 1 ? "end" : shot.TransitionOutFrames > 0 ? $"crossfade of {shot.TransitionOutFrames}" : "cut";
        var camera = fields.Camera.Move == CameraMove.Locked ? "locked" : $"{ReportWords.Of(fields.Camera.Move)}, {ReportWords.Of(fields.Camera.Pace)}";
        return Html.Of($"""
            <tr><th scope="row" class="n"><a href="#{shot.Id}">{shot.Number}</a></th><td class="n">{ReportWords.Timecode(plan.StartFrame(index), brief.Fps)}</td><td class="n">{shot.Frames}</td>
            <td class="beat">{shot.Beat}</td><td>{ReportWords.Of(fields.Composition.Framing)}</td><td>{camera}</td>
            <td>{ReportWords.Of(fields.Lighting.Warmth)}, {ReportWords.Of(fields.Lighting.Quality)}, {ReportWords.Of(fields.Lighting.Time)}</td><td>{fields.Audio.Description ?? "silent"}</td><td class="then">{next}</td></tr>
            """);
    }

    private Html Footer()
    {
        var scorer = delivery.Shots.SelectMany(shot => shot.Attempts).Select(attempt => attempt.Card?.Scorer).FirstOrDefault(version => version is not null);
        string[] facts =
        [
            $"brief {brief.Name}", $"seed {brief.Seed}", .. delivery.Plan is { } plan ? [$"planner {plan.Planner}"] : Array.Empty<string>(),
            .. scorer is null ? Array.Empty<string>() : [$"scorer {scorer}"], .. delivery.Film is { } film ? [$"film SHA-256 {film.Video.Sha256}"] : Array.Empty<string>(),
        ];
        return Html.Of($"<p>{string.Join(" · ", facts)}</p><p>Pictures and sound of this film were generated by machine-learning models.</p>");
    }

    private static string Tone(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Completed => "good",
        DeliveryStatus.CompletedWithNotes => "fair",
        _ => "bad",
    };

    private static string Signed(double value) => $"{value:0.0;−0.0}";
}
