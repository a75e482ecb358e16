using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Chooses and makes the film's poster: the sharpest frame from the middle of the longest shot.</summary>
internal sealed class Poster(IAssetStore assets, Ffmpeg ffmpeg)
{
    private const int Candidates = 9;
    private const int Width = 320;
    private const int Height = 180;

    /// <summary>Makes the poster as a JPEG.</summary>
    public async Task<AssetRef> MakeAsync(CutOrder order, CancellationToken cancellationToken)
    {
        var clip = order.Clips.MaxBy(entry => entry.Frames)!;
        var path = await assets.FileAsync(clip.Video, cancellationToken);
        var frame = await SharpestAsync(path, clip.Frames, cancellationToken);
        using var folder = assets.CreateWorkFolder();
        var poster = folder.File("poster.jpg");
        await ffmpeg.RunAsync(
        [
            "-y", "-v", "error", "-i", path, "-map", "0:v:0",
            "-vf", $"select=eq(n\\,{frame}),scale=in_color_matrix=bt709:in_range=limited:out_color_matrix=bt601:out_range=full,format=yuvj444p",
            "-frames:v", "1", "-q:v", "2", "-update", "1", "-flags", "+bitexact", poster,
        ], cancellationToken);
        return await assets.AddFileAsync(poster, "image/jpeg", cancellationToken);
    }

    private async Task<int> SharpestAsync(string path, int frames, CancellationToken cancellationToken)
    {
        // The middle half: clear of transitions and of a take's first, still frames.
        var step = Math.Max(1, frames / 2 / Candidates);
        var first = frames / 4;
        using var pixels = new MemoryStream();
        await ffmpeg.ReadAsync(
            [
                "-v", "error", "-i", path, "-map", "0:v:0", "-vf",
                $"select='gte(n,{first})*not(mod(n-{first},{step}))',scale={Width}:{Height}:flags=area,format=gray", "-frames:v", $"{Candidates}",
                "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
            ],
            output => output.CopyToAsync(pixels, cancellationToken),
            cancellationToken);
        var count = (int)(pixels.Length / (Width * Height));
        var best = Enumerable.Range(0, count)
            .MaxBy(index => Sharpness(pixels.GetBuffer().AsSpan(index * Width * Height, Width * Height)));
        return first + (best * step);
    }

    /// <summary>Variance of the Laplacian: fine detail and hard edges raise it, blur and flat light lower it.</summary>
    internal static double Sharpness(ReadOnlySpan<byte> gray)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var y = 1; y < Height - 1; y++)
        {
            for (var x = 1; x < Width - 1; x++)
            {
                var at = (y * Width) + x;
                var value = (4 * gray[at]) - gray[at - 1] - gray[at + 1] - gray[at - Width] - gray[at + Width];
                sum += value;
                squares += (double)value * value;
                count++;
            }
        }

        var mean = sum / count;
        return (squares / count) - (mean * mean);
    }
}
