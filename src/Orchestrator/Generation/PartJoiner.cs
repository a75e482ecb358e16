using System.Globalization;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Generation;

/// <summary>
/// Cuts what was there before out of the take of an added part, and joins parts to one take. Counted in frames: none is lost or
/// doubled at a seam.
/// </summary>
internal sealed class PartJoiner(IAssetStore assets, Ffmpeg ffmpeg, ClipProbe clips)
{
    // Sound that is cut within a wave clicks; this long it is led in and out.
    private const double Lead = 0.008;

    /// <summary>What a take adds.</summary>
    /// <exception cref="MediaException">ffmpeg cannot read the clip, or the disk is full.</exception>
    public async Task<Take> TrimAsync(Take take, TakeRequest request, CancellationToken cancellationToken)
    {
        var whole = request.Extends is { } extends && HoldsBoth(take.Facts, extends.Frames, request.Seconds);
        // A take that goes on from a frame begins with that frame.
        var first = whole ? request.Extends!.Frames : request.Extends is null ? 1 : 0;
        if (first == 0 || first >= take.Facts.Frames)
            return take;
        using var folder = assets.CreateWorkFolder();
        var part = folder.File("part.mp4");
        var filter = $"[0:v:0]trim=start_frame={first},setpts=PTS-STARTPTS[picture]"
            + (take.Facts.HasSound ? $";[0:a:0]atrim=start={Text(first / take.Facts.Fps)},asetpts=PTS-STARTPTS[sound]" : "");
        await WriteAsync(["-i", await assets.FileAsync(take.Clip, cancellationToken)], filter, take.Facts.HasSound, part, cancellationToken);
        return await TakeOfAsync(part, take, cancellationToken) with { Whole = whole ? take.Clip : null };
    }

    /// <summary>The last frame.</summary>
    /// <exception cref="MediaException">ffmpeg cannot read the clip, or the disk is full.</exception>
    public async Task<AssetRef> LastFrameAsync(Take take, CancellationToken cancellationToken)
    {
        using var folder = assets.CreateWorkFolder();
        var picture = folder.File("last.png");
        var path = await assets.FileAsync(take.Clip, cancellationToken);
        // ffmpeg takes untagged video for BT.601; what models deliver is BT.709.
        await ffmpeg.RunAsync(
            [
                "-y", "-v", "error", "-i", path, "-an", "-vf", $"select=eq(n\\,{take.Facts.Frames - 1}),scale=in_color_matrix=bt709:in_range=limited:out_range=full,format=rgb24",
                "-frames:v", "1", "-update", "1", picture,
            ], cancellationToken);
        return await assets.AddFileAsync(picture, "image/png", cancellationToken);
    }

    /// <summary>The parts as one take, in the size and at the rate of the first.</summary>
    /// <exception cref="MediaException">ffmpeg cannot read a clip, or the disk is full.</exception>
    public async Task<Take> JoinAsync(IReadOnlyList<Take> parts, CancellationToken cancellationToken)
    {
        List<string> inputs = [];
        foreach (var part in parts)
            inputs.AddRange(["-i", await assets.FileAsync(part.Clip, cancellationToken)]);
        using var folder = assets.CreateWorkFolder();
        var joined = folder.File("joined.mp4");
        var sound = parts.Any(part => part.Facts.HasSound);
        await WriteAsync(inputs, Filter(parts, sound), sound, joined, cancellationToken);
        var take = parts[^1] with
        {
            Charged = parts.Select(part => part.Charged).Aggregate((sum, charge) => sum + charge),
            ChargeReported = parts.All(part => part.ChargeReported),
            Whole = null,
        };
        return await TakeOfAsync(joined, take, cancellationToken);
    }

    private static string Filter(IReadOnlyList<Take> parts, bool sound)
    {
        var (size, rate) = (parts[0].Facts.Size, Text(parts[0].Facts.Fps));
        var chains = parts.Select((part, index) => $"[{index}:v:0]fps={rate},scale={size.Width}:{size.Height}:flags=lanczos,setsar=1,setpts=PTS-STARTPTS[v{index}];"
            + (sound ? $"{Heard(part, index)}[a{index}];" : ""));
        var pads = string.Concat(parts.Select((_, index) => sound ? $"[v{index}][a{index}]" : $"[v{index}]"));
        return $"{string.Concat(chains)}{pads}concat=n={parts.Count}:v=1:a={(sound ? 1 : 0)}[picture]{(sound ? "[sound]" : "")}";
    }

    // Exactly as long as its picture, so that no part shifts the sound of the next.
    private static string Heard(Take part, int index)
    {
        var length = part.Facts.Seconds();
        var source = part.Facts.HasSound ? $"[{index}:a:0]" : "anullsrc=r=48000:cl=stereo,";
        return $"{source}aresample=48000,aformat=channel_layouts=stereo,asetpts=PTS-STARTPTS,apad,atrim=end={Text(length)},"
            + $"afade=t=in:d={Text(Lead)},afade=t=out:st={Text(length - Lead)}:d={Text(Lead)}";
    }

    // Endpoints answer with the whole clip; one that were to answer with the added part alone would be of that length.
    private static bool HoldsBoth(ClipFacts facts, int before, int added)
    {
        var alone = added * facts.Fps;
        return Math.Abs(facts.Frames - before - alone) <= Math.Abs(facts.Frames - alone);
    }

    // Encoded once more at a quality that scoring and the cut cannot tell from the original.
    private Task WriteAsync(IReadOnlyList<string> inputs, string filter, bool sound, string target, CancellationToken cancellationToken)
    {
        string[] heard = sound ? ["-map", "[sound]", "-c:a", "aac", "-b:a", "192k"] : [];
        return ffmpeg.RunAsync(
        [
            "-y", "-v", "error", .. inputs, "-filter_complex", filter, "-map", "[picture]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "12",
            "-pix_fmt", "yuv420p", "-threads", "2", .. heard, "-flags", "+bitexact", "-fflags", "+bitexact", "-movflags", "+faststart", target,
        ], cancellationToken);
    }

    private async Task<Take> TakeOfAsync(string path, Take take, CancellationToken cancellationToken)
    {
        var facts = await clips.ReadAsync(path, cancellationToken) ?? throw new MediaException($"Nothing of {take.ShotId} is left in the part of {take.AttemptId}.");
        return take with { Clip = await assets.AddFileAsync(path, "video/mp4", cancellationToken), Facts = facts };
    }

    private static string Text(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);
}
