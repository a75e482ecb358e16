using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Cuts the film: picture and sound side by side, joined by copying, then decoded to see that it is what was promised.</summary>
internal sealed class FilmCutter(
    IAssetStore assets,
    Ffmpeg ffmpeg,
    AssemblyCache cache,
    PictureCutter pictures,
    SoundCutter sounds)
{
    private const string Version = "film/1";

    /// <summary>Cuts the film, or finds it cut already.</summary>
    /// <exception cref="AssemblyException">The order is no film, or what was made is not what was promised.</exception>
    /// <exception cref="MediaException">A clip cannot be read, or the disk is full.</exception>
    public async Task<Film> CutAsync(CutOrder order, CancellationToken cancellationToken)
    {
        Timeline.Check(order);
        var key = Key(order);
        if (await cache.FindAsync<Film>(key, film => [film.Video, film.Poster], cancellationToken) is { } known)
            return known;

        using var folder = assets.CreateWorkFolder();
        var picture = pictures.CutAsync(order, folder, cancellationToken);
        var sound = sounds.CutAsync(order, folder, cancellationToken);
        await Task.WhenAll(picture, sound);

        var path = folder.File("film.mp4");
        await JoinAsync(order, await picture, await sound, path, cancellationToken);
        var film = await CheckedAsync(order, path, cancellationToken);
        await cache.KeepAsync(key, film, cancellationToken);
        return film;
    }

    // Frames are numbered anew: the film's clock starts at zero and moves by one frame a frame, whatever the segments said.
    private async Task JoinAsync(CutOrder order, PictureTrack picture, MasteredSound sound, string path, CancellationToken cancellationToken) =>
        await ffmpeg.RunAsync(
        [
            "-y", "-v", "error", "-f", "concat", "-safe", "0", "-i", picture.List, "-i", sound.Path, "-map", "0:v:0", "-map", "1:a:0", "-c", "copy",
            "-bsf:v", $"setts=ts=N*{PictureEncoding.TicksPerFrame}:duration={PictureEncoding.TicksPerFrame}", .. PictureEncoding.Clock(order.Brief.Fps),
            .. PictureEncoding.ColourTags, "-map_metadata", "-1", "-metadata", $"title={order.Brief.Title}",
            "-movflags", "+faststart+write_colr", "-fflags", "+bitexact", path,
        ], cancellationToken);

    private async Task<Film> CheckedAsync(CutOrder order, string path, CancellationToken cancellationToken)
    {
        var poster = new Poster(assets, ffmpeg).MakeAsync(order, cancellationToken);
        var decoding = new FilmDecoder(ffmpeg).DecodeAsync(path, cancellationToken);
        await Task.WhenAll(poster, decoding);
        var decoded = await decoding;
        var findings = FilmCheck.Findings(order, decoded, await Mp4Layout.ReadAsync(path, cancellationToken));
        return new Film(
            await assets.AddFileAsync(path, "video/mp4", cancellationToken),
            await poster,
            decoded.Pts.Count,
            decoded.Loudness.IntegratedLufs,
            decoded.Loudness.TruePeakDbtp,
            findings);
    }

    private static string Key(CutOrder order) => ContentKey.Of(
        Version,
        [
            PictureEncoding.Key(order.Brief.Size, order.Brief.Fps), order.Brief.Title, order.Brief.Seed, order.Brief.Loudness, order.Brief.Music,
            .. order.Plan.Shots.Zip(order.Clips).SelectMany(pair => new object[]
            {
                // What the findings depend on belongs to the key as well.
                pair.First.Id, pair.First.Frames, pair.First.TransitionOutFrames, pair.First.Fields.Motion.Level, pair.First.Fields.Camera.Move,
                pair.First.Fields.Audio.Description ?? "", pair.Second.Video.Sha256, pair.Second.Sound.Sha256,
            }),
        ]);
}
