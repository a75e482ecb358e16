using System.Text;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Cuts the picture: copies what can be copied, encodes only frames that mix two clips, and remembers those.</summary>
/// <param name="assets">Where the clips are.</param>
/// <param name="pieces">Where encoded frames are remembered.</param>
/// <param name="ffmpeg">ffmpeg.</param>
/// <param name="cache">The index of the pieces.</param>
/// <param name="encoders">How many may encode at once.</param>
internal sealed class PictureCutter(IAssetStore assets, IAssetStore pieces, Ffmpeg ffmpeg, AssemblyCache cache, SemaphoreSlim encoders)
{
    private const string Version = "segment/1";

    /// <summary>Cuts the picture of a checked order; files that the list needs beside the assets are written to the folder.</summary>
    public async Task<PictureTrack> CutAsync(CutOrder order, WorkFolder folder, CancellationToken cancellationToken)
    {
        var fps = order.Brief.Fps;
        var clips = await Task.WhenAll(order.Clips.Select(clip => assets.FileAsync(clip.Video, cancellationToken)));
        var keyframes = await Task.WhenAll(clips.Select(clip => KeyframesAsync(clip, fps, cancellationToken)));
        var segments = SegmentPlan.Of(order.Plan.Shots, keyframes);
        var encoded = await Task.WhenAll(segments.Select(segment => segment.Copied
            ? Task.FromResult((File: clips[segment.Clip], Fresh: false))
            : EncodedAsync(order, segment, cancellationToken)));

        var list = folder.File("segments.txt");
        await File.WriteAllTextAsync(list, List(segments, encoded.Select(entry => entry.File), fps), cancellationToken);
        return new PictureTrack(list, segments, encoded.Count(entry => entry.Fresh));
    }

    private async Task<IReadOnlyList<int>> KeyframesAsync(string clip, int fps, CancellationToken cancellationToken)
    {
        // Entries are printed in a fixed order: the time, then the flags.
        await encoders.WaitAsync(cancellationToken);
        try
        {
            var packets = await ffmpeg.ProbeAsync(
                ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", clip], cancellationToken);
            return [.. packets.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(','))
                .Where(fields => fields.Length >= 2 && fields[1].StartsWith('K'))
                .Select(fields => (int)Math.Round(double.Parse(fields[0]) * fps))
                .Order()];
        }
        finally
        {
            encoders.Release();
        }
    }

    private async Task<(string File, bool Fresh)> EncodedAsync(CutOrder order, CutSegment segment, CancellationToken cancellationToken)
    {
        var key = ContentKey.Of(
            Version,
            order.Clips[segment.Clip].Video.Sha256,
            segment.Overlap > 0 ? order.Clips[segment.Clip + 1].Video.Sha256 : null,
            segment with { Clip = 0 },
            PictureEncoding.Key(order.Brief.Size, order.Brief.Fps));
        if (await cache.FindAsync<AssetRef>(key, asset => [asset], cancellationToken) is { } known)
            return (await pieces.FileAsync(known, cancellationToken), false);

        await encoders.WaitAsync(cancellationToken);
        try
        {
            var asset = await EncodeAsync(order, segment, cancellationToken);
            await cache.KeepAsync(key, asset, cancellationToken);
            return (await pieces.FileAsync(asset, cancellationToken), true);
        }
        finally
        {
            encoders.Release();
        }
    }

    private async Task<AssetRef> EncodeAsync(CutOrder order, CutSegment segment, CancellationToken cancellationToken)
    {
        var fps = order.Brief.Fps;
        using var folder = pieces.CreateWorkFolder();
        var output = folder.File("segment.mp4");
        List<string> inputs = segment.Start == 0 ? [] : ["-ss", PictureEncoding.Before(segment.Start, fps)];
        inputs.AddRange(["-i", await assets.FileAsync(order.Clips[segment.Clip].Video, cancellationToken)]);
        if (segment.Overlap > 0)
            inputs.AddRange(["-i", await assets.FileAsync(order.Clips[segment.Clip + 1].Video, cancellationToken)]);
        await ffmpeg.RunAsync(
        [
            "-y", "-v", "error", .. inputs, "-filter_complex_threads", "1", "-filter_complex", Filter(segment, fps),
            "-map", "[film]", .. PictureEncoding.Arguments(fps), "-frames:v", $"{segment.Frames}", output,
        ], cancellationToken);
        return await pieces.AddFileAsync(output, "video/mp4", cancellationToken);
    }

    /// <summary>
    /// Only the frames of the overlap go through the crossfade. It runs one frame longer than the overlap and starts one frame
    /// before it, so that neither end repeats a pure frame: of n frames, the i-th (from 0) shows (i + 1) / (n + 1) of the next clip.
    /// </summary>
    internal static string Filter(CutSegment segment, int fps)
    {
        var own = segment.End - segment.Start;
        var clock = $"setpts=N/{fps}/TB,fps={fps}";
        if (segment.Overlap == 0)
            return $"[0:v]trim=end_frame={own},{clock},{PictureEncoding.Marks}[film]";

        var before = own - segment.Overlap;
        var after = segment.NextEnd - segment.Overlap;
        var text = new StringBuilder();
        text.Append($"[0:v]trim=end_frame={own},{clock}{Parted(before, own, clock, "before", "out")}");
        text.Append($"[1:v]trim=end_frame={segment.NextEnd},{clock}{Parted(segment.Overlap, segment.NextEnd, clock, "in", "after", after > 0)}");
        text.Append($"[out][in]xfade=transition=fade:duration={PictureEncoding.Seconds((segment.Overlap + 1.0) / fps)}");
        text.Append($":offset={PictureEncoding.Seconds(-1.0 / fps)}[mix];");
        var parts = (before > 0 ? "[before]" : "") + "[mix]" + (after > 0 ? "[after]" : "");
        var count = 1 + (before > 0 ? 1 : 0) + (after > 0 ? 1 : 0);
        text.Append($"{parts}concat=n={count},{clock},{PictureEncoding.Marks}[film]");
        return text.ToString();
    }

    // Divides a stream at a frame, or passes it on whole when one part would be empty.
    private static string Parted(int at, int end, string clock, string first, string second, bool parted = true) => (at, parted) switch
    {
        (0, _) => $"[{second}];",
        (_, false) => $"[{first}];",
        _ => $",split[a{first}][a{second}];[a{first}]trim=end_frame={at},{clock}[{first}];"
            + $"[a{second}]trim=start_frame={at}:end_frame={end},{clock}[{second}];",
    };

    // Points a quarter of a frame inside the first frame and before the one after the last: no rounding reaches a neighbour.
    // The list's own times only choose packets; the joined film is numbered anew.
    private static string List(IReadOnlyList<CutSegment> segments, IEnumerable<string> files, int fps)
    {
        var text = new StringBuilder("ffconcat version 1.0\n");
        foreach (var (segment, file) in segments.Zip(files))
        {
            text.Append($"file '{file.Replace("'", "'\\''", StringComparison.Ordinal)}'\n");
            if (segment.Copied && segment.Start > 0)
                text.Append($"inpoint {PictureEncoding.Seconds((segment.Start + 0.25) / fps)}\n");
            if (segment.Copied)
                text.Append($"outpoint {PictureEncoding.Seconds((segment.End - 0.25) / fps)}\n");
        }

        return text.ToString();
    }
}
