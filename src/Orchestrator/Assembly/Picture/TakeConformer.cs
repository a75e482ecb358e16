using System.Globalization;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Assembly;

/// <summary>
/// Makes a take fit the film in one run of ffmpeg: picture, sound of exactly that length, last frame. This is where each frame is
/// encoded, once; the cut copies it. Keyframes are set where the cut will divide the clip.
/// </summary>
internal sealed class TakeConformer(IAssetStore assets, Ffmpeg ffmpeg, AssemblyCache cache, SemaphoreSlim encoders)
{
    private const string Version = "conform/1";

    /// <summary>Conforms a take, or finds it conformed already.</summary>
    /// <exception cref="AssemblyException">The take has no picture.</exception>
    /// <exception cref="MediaException">ffmpeg cannot read it, or the disk is full.</exception>
    public async Task<ConformedClip> ConformAsync(ConformTakeRequest request, CancellationToken cancellationToken)
    {
        var shot = request.Shot;
        var key = ContentKey.Of(
            shot.End is null ? Version : $"{Version} whole", request.Take.Clip.Sha256, shot.Frames, shot.TransitionOutFrames, PictureEncoding.Key(request.Size, request.Fps));
        var kept = await cache.FindAsync<ConformedClip>(key, clip => [clip.Video, clip.Sound, clip.LastFrame], cancellationToken);
        if (kept is not null)
            return kept with { ShotId = shot.Id };

        await encoders.WaitAsync(cancellationToken);
        try
        {
            var clip = await EncodeAsync(request, cancellationToken);
            await cache.KeepAsync(key, clip, cancellationToken);
            return clip;
        }
        finally
        {
            encoders.Release();
        }
    }

    private async Task<ConformedClip> EncodeAsync(ConformTakeRequest request, CancellationToken cancellationToken)
    {
        var shot = request.Shot;
        using var folder = assets.CreateWorkFolder();
        var (picture, sound, last) = (folder.File("picture.mp4"), folder.File("sound.wav"), folder.File("last.png"));
        var path = await assets.FileAsync(request.Take.Clip, cancellationToken);
        var source = await new SourceProbe(ffmpeg).ReadAsync(path, cancellationToken);
        var pace = Pace(request);
        var filter = $"[0:v:0]{ConformFilter.Picture(source, request.Size, request.Fps, shot.Frames, pace)},split[picture][stills];"
            + $"[stills]select=eq(n\\,{shot.Frames - 1}),scale=in_color_matrix=bt709:in_range=limited:out_range=full,format=rgb24[last];"
            + Sound(source, Timeline.SampleAt(shot.Frames, request.Fps), pace);
        await ffmpeg.RunAsync(
        [
            "-y", "-v", "error", "-threads", "2", "-i", path, "-filter_complex_threads", "1", "-filter_complex", filter,
            "-map", "[picture]", .. PictureEncoding.Arguments(request.Fps, Divisions(shot)), "-frames:v", $"{shot.Frames}", picture,
            "-map", "[sound]", "-c:a", "pcm_s16le", "-flags", "+bitexact", "-fflags", "+bitexact", sound,
            "-map", "[last]", "-frames:v", "1", "-update", "1", "-fps_mode", "passthrough", last,
        ], cancellationToken);
        await CheckAsync(shot, picture, cancellationToken);
        return new ConformedClip(
            shot.Id,
            await assets.AddFileAsync(picture, "video/mp4", cancellationToken),
            await assets.AddFileAsync(sound, "audio/wav", cancellationToken),
            shot.Frames,
            await assets.AddFileAsync(last, "image/png", cancellationToken));
    }

    // A take that ends on a picture is fitted as a whole, for its last frame is what the shot ends on; of others what is over is left out.
    private static double Pace(ConformTakeRequest request)
    {
        var facts = request.Take.Facts;
        if (request.Shot.End is null || facts.Frames < 2 || request.Shot.Frames < 2)
            return 1;
        var (from, last) = ((facts.Frames - 1) / facts.Fps, (request.Shot.Frames - 1) / (double)request.Fps);
        return Math.Max(1, from / last);
    }

    // The clip's tail starts at a keyframe. Its head is the previous shot's tail, whose length is not known here but usually equal.
    private static SortedSet<int> Divisions(Shot shot) => shot.TransitionOutFrames is var overlap && overlap > 0 && overlap < shot.Frames
        ? [overlap, shot.Frames - overlap]
        : [];

    private static string Sound(SourcePicture source, long samples, double pace)
    {
        const string stereo = "aformat=sample_fmts=s16:sample_rates=48000:channel_layouts=stereo";
        return source.HasSound
            ? $"[0:a:0]asetpts=PTS-{PictureEncoding.Seconds(source.SoundShift)}/TB,aresample=48000:async=1:first_pts=0,{stereo},{(pace > 1 ? string.Create(CultureInfo.InvariantCulture, $"atempo={pace:0.######},") : "")}"
                + $"apad,atrim=end_sample={samples},asetpts=N/SR/TB[sound]"
            : $"anullsrc=r=48000:cl=stereo,{stereo},atrim=end_sample={samples}[sound]";
    }

    private async Task CheckAsync(Shot shot, string picture, CancellationToken cancellationToken)
    {
        var counted = await ffmpeg.ProbeAsync(
            ["-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", picture],
            cancellationToken);
        if (!int.TryParse(counted.Trim().TrimEnd(','), out var frames) || frames != shot.Frames)
            throw new AssemblyException($"Shot {shot.Id}: {shot.Frames} frames were to be conformed, {counted.Trim()} came out.");
    }
}
