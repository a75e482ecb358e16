using System.Globalization;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Draws the mask of an inpainting: a clip as long and as large as the take, white where the picture may change.</summary>
internal sealed class MaskDrawer(IAssetStore assets, Ffmpeg ffmpeg)
{
    /// <summary>The request with its mask; the request as it is when it is no inpainting.</summary>
    /// <exception cref="MediaException">ffmpeg cannot draw it, or the disk is full.</exception>
    public async Task<TakeRequest> WithMaskAsync(TakeRequest request, ClipFacts take, CancellationToken cancellationToken)
    {
        if (request.Source is not { Region: { } region } source)
            return request;
        using var folder = assets.CreateWorkFolder();
        var path = folder.File("mask.mp4");
        await ffmpeg.RunAsync(Arguments(region, take, path), cancellationToken);
        return request with { Source = source with { Mask = await assets.AddFileAsync(path, "video/mp4", cancellationToken) } };
    }

    private static string[] Arguments(PictureRegion region, ClipFacts take, string path)
    {
        var (width, height) = (Even(take.Size.Width), Even(take.Size.Height));
        var box = string.Create(
            CultureInfo.InvariantCulture,
            $"drawbox=x={Math.Floor(region.Left * width):0}:y={Math.Floor(region.Top * height):0}:w={Math.Ceiling(region.Width * width):0}:h={Math.Ceiling(region.Height * height):0}:color=white:t=fill");
        return
        [
            "-y", "-v", "error", "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"color=c=black:s={width}x{height}:r={take.Fps:0.###}"),
            "-vf", box, "-frames:v", take.Frames.ToString(CultureInfo.InvariantCulture), "-c:v", "libx264", "-preset", "veryfast", "-crf", "8", "-threads", "1",
            "-pix_fmt", "yuv420p", "-flags", "+bitexact", "-fflags", "+bitexact", "-movflags", "+faststart", path,
        ];
    }

    // H.264 knows only even sizes.
    private static int Even(int length) => length / 2 * 2;
}
