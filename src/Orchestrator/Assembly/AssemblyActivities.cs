using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Orchestrator.Assembly;

/// <summary>The assembly stage: takes to the final cut, and the report about it. Safe to call again: finished work is found, not repeated.</summary>
internal sealed class AssemblyActivities : IAssemblyActivities, IDisposable
{
    private readonly TimeSpan timeout;
    private readonly SemaphoreSlim encoders;
    private readonly TakeConformer conformer;
    private readonly FilmCutter cutter;
    private readonly ReportWriter reports;

    /// <summary>Sets the stage up; nothing is touched until work comes.</summary>
    public AssemblyActivities(IAssetStore assets, Ffmpeg ffmpeg, AssemblyOptions options)
    {
        timeout = options.Timeout;
        encoders = new SemaphoreSlim(options.ParallelEncodes > 0 ? options.ParallelEncodes : Environment.ProcessorCount);
        var cache = new AssemblyCache(options.CacheFolder, assets);
        // No piece is waited for as long as a whole piece of work may take.
        var pieces = new BoundedAssetStore(Path.Combine(options.CacheFolder, "pieces"), options.PiecesLimit, options.Timeout * 2, TimeProvider.System);
        var known = new AssemblyCache(options.CacheFolder, pieces);
        var files = new SoundFiles(ffmpeg);
        var meter = new LoudnessMeter(ffmpeg, files);
        conformer = new TakeConformer(assets, ffmpeg, cache, encoders);
        cutter = new FilmCutter(
            assets,
            ffmpeg,
            cache,
            new PictureCutter(assets, pieces, ffmpeg, known, encoders),
            new SoundCutter(new ClipSounds(assets, files), new MusicBed(assets, files), meter, new Mastering(files, meter)));
        reports = new ReportWriter(assets, new ReportPictures(assets, pieces, ffmpeg, known, encoders));
    }

    /// <inheritdoc />
    public Task<ConformedClip> ConformTakeAsync(ConformTakeRequest request) => RunAsync(stop => conformer.ConformAsync(request, stop));

    /// <inheritdoc />
    public Task<Film> CutFilmAsync(CutOrder request) => RunAsync(stop => cutter.CutAsync(request, stop));

    /// <inheritdoc />
    public Task<AssetRef> WriteReportAsync(ReportOrder request) => RunAsync(stop => reports.WriteAsync(request, stop));

    /// <inheritdoc />
    public void Dispose() => encoders.Dispose();

    // A cancelled activity kills its encoders; one that hangs is ended before the service gives it up and starts a second beside it.
    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        var cancelled = ActivityExecutionContext.HasCurrent ? ActivityExecutionContext.Current.CancellationToken : CancellationToken.None;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        stop.CancelAfter(timeout);
        try
        {
            return await work(stop.Token);
        }
        catch (OperationCanceledException exception) when (!cancelled.IsCancellationRequested)
        {
            throw new TimeoutException($"The work was not done in {timeout.TotalMinutes:0.#} minutes.", exception);
        }
        catch (AssemblyException exception)
        {
            // The same order would fail the same way: only another order can help.
            throw new ApplicationFailureException(exception.Message, exception, nameof(AssemblyException), nonRetryable: true);
        }
    }
}
