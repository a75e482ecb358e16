using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>
/// Makes the pictures of the report small, and keeps all of them together under a budget: when the takes are many, each gets less,
/// and at last only a still. A medium that is gone or cannot be decoded is shown as such; a full disk is an error.
/// </summary>
/// <param name="assets">Where the media are.</param>
/// <param name="pieces">Where the small pictures are, as long as there is room.</param>
/// <param name="ffmpeg">ffmpeg.</param>
/// <param name="cache">The index of the small pictures.</param>
/// <param name="encoders">How many may encode at once.</param>
internal sealed class ReportPictures(IAssetStore assets, IAssetStore pieces, Ffmpeg ffmpeg, AssemblyCache cache, SemaphoreSlim encoders)
{
    private const string Version = "report pictures/1";

    /// <summary>Bytes for a report's moving pictures: in the page they grow by a third, and with the stills stay under 12 MB.</summary>
    public const long MovingBudget = 7_000_000;

    private static readonly Thrift[] Thrifts = [new(320, 8, 85), new(320, 6, 65), new(240, 6, 45), new(200, 5, 25), new(140, 3, 20)];

    /// <summary>The file of a small picture.</summary>
    public Task<string> FileAsync(AssetRef picture, CancellationToken cancellationToken) => pieces.FileAsync(picture, cancellationToken);

    /// <summary>A still of at most so many pixels on its longer side.</summary>
    public async Task<AssetRef?> StillAsync(AssetRef? image, int longest, CancellationToken cancellationToken) => image is null
        ? null
        : await MadeAsync(image, $"still {longest}", "image/jpeg", (input, matrix, output) =>
        [
            "-i", input, "-frames:v", "1", "-vf", $"{Fit(longest, matrix)}:out_range=full,format=yuvj420p", "-q:v", "4", "-update", "1", "-flags", "+bitexact", "-f", "mjpeg", output,
        ], cancellationToken);

    /// <summary>All takes, each as large as the budget lets it be.</summary>
    /// <param name="clips">The takes' clips.</param>
    /// <param name="budget">Bytes that all moving pictures may take together.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<AssetRef, TakePicture>> TakesAsync(IReadOnlyCollection<AssetRef> clips, long budget, CancellationToken cancellationToken)
    {
        var allowance = budget / Math.Max(1, clips.Count);
        var made = await Task.WhenAll(clips.Distinct().Select(async clip => (Clip: clip, Picture: await TakeAsync(clip, allowance, cancellationToken))));
        return made.Where(entry => entry.Picture is not null).ToDictionary(entry => entry.Clip, entry => entry.Picture!);
    }

    private async Task<TakePicture?> TakeAsync(AssetRef clip, long allowance, CancellationToken cancellationToken)
    {
        if (await StillAsync(clip, 320, cancellationToken) is not { } still)
            return null;
        foreach (var thrift in Thrifts)
        {
            if (await MovingAsync(clip, thrift, cancellationToken) is { } moving && moving.Length <= allowance)
                return new TakePicture(still, moving);
        }

        return new TakePicture(still, null);
    }

    private Task<AssetRef?> MovingAsync(AssetRef clip, Thrift thrift, CancellationToken cancellationToken) =>
        MadeAsync(clip, $"moving {thrift}", "image/webp", (input, matrix, output) =>
        [
            "-threads", "1", "-i", input, "-map", "0:v:0",
            "-vf", $"fps={thrift.Fps},{Fit(thrift.Longest, matrix)}:out_range=limited,setsar=1,format=yuv420p",
            "-c:v", "libwebp_anim", "-quality", $"{thrift.Quality}", "-compression_level", "3", "-loop", "0", "-flags", "+bitexact", "-f", "webp", output,
        ], cancellationToken);

    private async Task<AssetRef?> MadeAsync(
        AssetRef source,
        string kind,
        string mediaType,
        Func<string, string, string, IEnumerable<string>> arguments,
        CancellationToken cancellationToken)
    {
        var key = ContentKey.Of(Version, kind, source.Sha256);
        if (await cache.FindAsync<AssetRef>(key, asset => [asset], cancellationToken) is { } known)
            return known;
        await encoders.WaitAsync(cancellationToken);
        try
        {
            using var folder = pieces.CreateWorkFolder();
            var (input, output) = (await assets.FileAsync(source, cancellationToken), folder.File("picture"));
            var picture = await new SourceProbe(ffmpeg).ReadAsync(input, cancellationToken);
            await ffmpeg.RunAsync(["-y", "-v", "error", .. arguments(input, picture.Matrix, output)], cancellationToken);
            var asset = await pieces.AddFileAsync(output, mediaType, cancellationToken);
            await cache.KeepAsync(key, asset, cancellationToken);
            return asset;
        }
        catch (Exception exception) when (exception is AssetException or AssemblyException or MediaException { DiskFull: false, ToolMissing: false })
        {
            // Damaged takes are part of what the report tells.
            return null;
        }
        finally
        {
            encoders.Release();
        }
    }

    // JPEG and WebP decode with the BT.601 matrix.
    private static string Fit(int longest, string matrix) =>
        $"scale={longest}:{longest}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=area:in_color_matrix={matrix}:out_color_matrix=bt601";

    private sealed record Thrift(int Longest, int Fps, int Quality);
}
