using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>The reference sheets: what looks the same in every shot, where its picture comes from, and which shots were made after it.</summary>
internal sealed class ReportReferences(Brief brief, Delivery delivery, ReportAlbum album)
{
    /// <summary>Writes the section; nothing when the brief names no likeness.</summary>
    public Html Write() => Html.When(album.Sheets.Count > 0, () => Html.Of($"""
        <section aria-labelledby="references">
        <h2 id="references">References</h2>
        <ul class="strip">
        {(brief.Likenesses ?? []).Where(likeness => album.Sheets.ContainsKey(likeness.Id)).Select(Sheet)}
        </ul>
        </section>
        """));

    private Html Sheet(Likeness likeness)
    {
        var sheet = delivery.Board!.Sheets!.Single(drawn => drawn.ShotId == likeness.Id);
        return Html.Of($"""
            <li><img src="{album.Sheets[likeness.Id]}" alt="Reference sheet of {likeness.Name}" style="aspect-ratio:{brief.Size.Width}/{brief.Size.Height};object-fit:contain"><strong>{likeness.Name}</strong>, {likeness.Description}
            <p class="note">{Origin(sheet)}{Uses(likeness)}</p></li>
            """);
    }

    private static string Origin(Frame sheet) => sheet.Model.Length == 0
        ? "the brief's own picture"
        : $"{sheet.Model} · {(sheet.Version == 1 ? "first drawing" : $"drawing {sheet.Version}")} · {ReportWords.Price(sheet.Cost)}";

    private Html Uses(Likeness likeness)
    {
        var shots = (delivery.Plan?.Shots ?? []).Where(shot => shot.Likenesses?.Contains(likeness.Id) == true).ToList();
        return Html.When(shots.Count > 0, () => Html.Of($" · shots {shots.Select((shot, index) => Html.Of($"<a href=\"#{shot.Id}\">{shot.Number}</a>{(index == shots.Count - 1 ? "" : ",")}"))}"));
    }
}
