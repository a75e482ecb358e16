using System.Text;
using Orchestrator.Assets;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Writes the production report: one page that holds all it shows and asks no network for anything.</summary>
internal sealed class ReportWriter(IAssetStore assets, ReportPictures pictures)
{
    /// <summary>Writes the report into the store.</summary>
    public async Task<AssetRef> WriteAsync(ReportOrder order, CancellationToken cancellationToken)
    {
        var page = new ReportPage(order, await AlbumAsync(order.Delivery, cancellationToken));
        return await assets.AddAsync(Encoding.UTF8.GetBytes(page.Write().ToString()), "text/html", cancellationToken);
    }

    private async Task<ReportAlbum> AlbumAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var clips = delivery.Shots.SelectMany(shot => shot.Attempts).Select(attempt => attempt.Take?.Clip).OfType<AssetRef>().ToHashSet();
        var takes = await pictures.TakesAsync(clips, ReportPictures.MovingBudget, cancellationToken);
        var sources = new Dictionary<AssetRef, string>();
        foreach (var picture in takes.Values.SelectMany(take => new[] { take.Still, take.Moving }).OfType<AssetRef>().Distinct())
            sources[picture] = await SourceAsync(picture, cancellationToken);

        var poster = await pictures.StillAsync(delivery.Film?.Poster, 1280, cancellationToken);
        return new ReportAlbum(
            poster is null ? null : await SourceAsync(poster, cancellationToken),
            await StillsAsync([.. delivery.Board?.Frames ?? [], .. delivery.Board?.Ends ?? []], cancellationToken),
            takes.ToDictionary(entry => entry.Key, entry => (sources[entry.Value.Still], entry.Value.Moving is { } moving ? sources[moving] : null)))
        {
            Sheets = await StillsAsync(delivery.Board?.Sheets, cancellationToken),
        };
    }

    private async Task<Dictionary<string, string>> StillsAsync(IReadOnlyList<Frame>? frames, CancellationToken cancellationToken)
    {
        var sources = new Dictionary<string, string>();
        foreach (var frame in frames ?? [])
        {
            if (await pictures.StillAsync(frame.Image, 480, cancellationToken) is { } still)
                sources[frame.ShotId] = await SourceAsync(still, cancellationToken);
        }

        return sources;
    }

    private async Task<string> SourceAsync(AssetRef picture, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(await pictures.FileAsync(picture, cancellationToken), cancellationToken);
        return $"data:{picture.MediaType};base64,{Convert.ToBase64String(bytes)}";
    }
}
