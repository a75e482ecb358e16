using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Temporalio.Client;
using Temporalio.Common;

namespace Orchestrator.Cli.Films;

/// <summary>The folder that a producer gets: the film, the report, the poster, the storyboard, the brief as run and the histories.</summary>
/// <param name="path">Full path; created when the first file is written.</param>
/// <param name="assets">Where the media is.</param>
/// <param name="ffmpeg">Turns the poster into PNG.</param>
internal sealed class FilmFolder(string path, IAssetStore assets, Ffmpeg ffmpeg)
{
    /// <summary>Full path.</summary>
    public string Path { get; } = path;

    /// <summary>The film.</summary>
    public string Film => File("film.mp4");

    /// <summary>The report.</summary>
    public string Report => File("report.html");

    /// <summary>The storyboard's folder.</summary>
    public string Storyboard => File("storyboard");

    /// <summary>Keeps the brief as run.</summary>
    public void SaveBrief(string briefPath)
    {
        Directory.CreateDirectory(Path);
        var copy = File("brief.yaml");
        if (System.IO.Path.GetFullPath(briefPath) != copy)
            System.IO.File.Copy(briefPath, copy, overwrite: true);
    }

    /// <summary>Writes the storyboard's frames as <c>storyboard/s01.png</c>, … and its reference sheets under their names.</summary>
    public async Task SaveStoryboardAsync(Storyboard board, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Storyboard);
        foreach (var frame in board.Frames.Concat(board.Sheets ?? []))
            await CopyAsync(frame.Image, System.IO.Path.Combine("storyboard", frame.ShotId + (frame.Image.MediaType == "image/jpeg" ? ".jpg" : ".png")), cancellationToken);
    }

    /// <summary>Writes what a production ended with.</summary>
    public async Task SaveAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        if (delivery.Film is { } film)
        {
            await CopyAsync(film.Video, "film.mp4", cancellationToken);
            await SavePosterAsync(film.Poster, cancellationToken);
        }

        if (delivery.Report is { } report)
            await CopyAsync(report, "report.html", cancellationToken);
        if (delivery.Board is { } board)
            await SaveStoryboardAsync(board, cancellationToken);
    }

    /// <summary>Writes the histories in the official JSON form: <c>history.json</c> for the film, <c>history-s01.json</c>, … for its shots.</summary>
    public async Task SaveHistoriesAsync(ITemporalClient client, string workflowId)
    {
        Directory.CreateDirectory(Path);
        var film = await client.GetWorkflowHandle(workflowId).FetchHistoryAsync();
        await WriteAsync(film, "history.json");
        var children = film.Events
            .Select(entry => entry.ChildWorkflowExecutionStartedEventAttributes?.WorkflowExecution)
            .Where(execution => execution is not null);
        foreach (var child in children)
        {
            var history = await client.GetWorkflowHandle(child!.WorkflowId, child.RunId).FetchHistoryAsync();
            var name = child.WorkflowId[(workflowId.Length + 1)..].Replace('/', '-');
            await WriteAsync(history, $"history-{name}.json");
        }
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);

    private async Task SavePosterAsync(AssetRef poster, CancellationToken cancellationToken)
    {
        if (poster.MediaType == "image/png")
        {
            await CopyAsync(poster, "poster.png", cancellationToken);
            return;
        }

        var draft = File("poster.new.png");
        await ffmpeg.RunAsync(["-y", "-v", "error", "-i", await assets.FileAsync(poster, cancellationToken), draft], cancellationToken);
        System.IO.File.Move(draft, File("poster.png"), overwrite: true);
    }

    // A file appears whole or not at all: somebody may be watching the one that it replaces.
    private async Task CopyAsync(AssetRef asset, string name, CancellationToken cancellationToken)
    {
        var source = await assets.FileAsync(asset, cancellationToken);
        var draft = File(name) + ".new";
        System.IO.File.Copy(source, draft, overwrite: true);
        System.IO.File.Move(draft, File(name), overwrite: true);
    }

    private async Task WriteAsync(WorkflowHistory history, string name)
    {
        var draft = File(name) + ".new";
        await System.IO.File.WriteAllTextAsync(draft, history.ToJson());
        System.IO.File.Move(draft, File(name), overwrite: true);
    }
}
