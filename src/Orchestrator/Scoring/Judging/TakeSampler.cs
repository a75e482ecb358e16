using System.Globalization;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Scoring.Judging;

/// <summary>Takes still pictures from a take, evenly spaced, small enough to be looked at for little money.</summary>
internal sealed class TakeSampler(Ffmpeg ffmpeg, IAssetStore assets)
{
    /// <summary>The frames to take of a clip of that many frames: the middles of equal parts.</summary>
    public static IReadOnlyList<int> FramesOf(int frames, int pictures) =>
        [.. Enumerable.Range(0, Math.Min(frames, pictures)).Select(part => (int)((part + 0.5) * frames / Math.Min(frames, pictures)))];

    /// <summary>The pictures of some frames, in order. Decoded from the start: some clips decode cleanly only so.</summary>
    /// <exception cref="MediaException">It cannot be decoded.</exception>
    public async Task<IReadOnlyList<AssetRef>> TakeAsync(AssetRef media, IReadOnlyList<int> frames, int side, CancellationToken cancellationToken)
    {
        using var folder = assets.CreateWorkFolder();
        var chosen = string.Join('+', frames.Select(frame => string.Create(CultureInfo.InvariantCulture, $"eq(n\\,{frame})")));
        await ffmpeg.RunAsync(
            [
                "-v", "error", "-i", await assets.FileAsync(media, cancellationToken), "-an", "-sn", "-dn",
                "-vf", $"select='{chosen}',scale={side}:{side}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=area",
                "-fps_mode", "passthrough", "-q:v", "3", folder.File("picture-%03d.jpg"),
            ],
            cancellationToken);
        List<AssetRef> pictures = [];
        for (var number = 1; File.Exists(folder.File($"picture-{number:000}.jpg")); number++)
            pictures.Add(await assets.AddFileAsync(folder.File($"picture-{number:000}.jpg"), "image/jpeg", cancellationToken));
        return pictures;
    }
}
