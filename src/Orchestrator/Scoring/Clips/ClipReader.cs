using Orchestrator.Media;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Clips;

/// <summary>
/// Decodes a clip once, from its first frame to its last, at working size. Nothing is skipped by seeking: some clips decode
/// cleanly only from their start.
/// </summary>
internal sealed class ClipReader(Ffmpeg ffmpeg)
{
    private const int HighDefinition = 720;

    private readonly ClipProbe probe = new(ffmpeg);

    /// <summary>Decodes and measures every frame.</summary>
    /// <exception cref="MediaException">Nothing could be decoded.</exception>
    public async Task<Reel> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var format = await probe.ReadAsync(path, cancellationToken);
        var (width, height) = WorkingSize.Of(format.Width, format.Height);
        var builder = new ReelBuilder(format, width, height);
        var said = await DecodeAsync(path, format, width, height, builder.Add, cancellationToken);
        builder.Reel.DecodeErrors = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        return builder.Reel;
    }

    /// <summary>Reads one picture at a given working size.</summary>
    /// <exception cref="MediaException">It cannot be decoded.</exception>
    public async Task<Picture> ReadPictureAsync(string path, int width, int height, CancellationToken cancellationToken)
    {
        var format = await probe.ReadAsync(path, cancellationToken);
        Picture? picture = null;
        await DecodeAsync(path, format, width, height, decoded => (picture ??= decoded) == decoded, cancellationToken);
        return picture ?? throw new MediaException($"{Path.GetFileName(path)} holds no picture.");
    }

    /// <summary>Reads the last pictures of a clip, so many or all that it has.</summary>
    /// <exception cref="MediaException">It cannot be decoded, or holds no picture.</exception>
    public async Task<IReadOnlyList<Picture>> ReadEndAsync(string path, int frames, int width, int height, CancellationToken cancellationToken)
    {
        Queue<Picture> last = [];
        await DecodeAsync(path, await probe.ReadAsync(path, cancellationToken), width, height, picture =>
        {
            last.Enqueue(picture);
            if (last.Count > frames)
                last.Dequeue();
            return true;
        }, cancellationToken);
        return last.Count > 0 ? [.. last] : throw new MediaException($"{Path.GetFileName(path)} holds no picture.");
    }

    /// <summary>Decodes and measures the frames on both sides of a seam, so many of each.</summary>
    /// <param name="before">Path of the clip before it.</param>
    /// <param name="after">Path of the clip after it.</param>
    /// <param name="frames">How many of each.</param>
    /// <param name="twice">Whether the clip after it begins with the last frame of the one before it once more, which is no step.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MediaException">One of the clips cannot be decoded, or holds no picture.</exception>
    public async Task<SeamReel> ReadSeamAsync(string before, string after, int frames, bool twice, CancellationToken cancellationToken)
    {
        var format = await probe.ReadAsync(after, cancellationToken);
        var (width, height) = WorkingSize.Of(format.Width, format.Height);
        var earlier = await ReadEndAsync(before, frames, width, height, cancellationToken);
        List<Picture> later = [];
        await DecodeAsync(after, format, width, height, picture =>
        {
            if (twice || later.Count == frames)
            {
                twice = false;
                return false;
            }

            later.Add(picture);
            return true;
        }, cancellationToken);
        if (later.Count == 0)
            throw new MediaException("One side of the seam holds no picture.");
        var builder = new ReelBuilder(format, width, height);
        foreach (var picture in earlier.Concat(later))
            builder.Add(picture);
        return new SeamReel(builder.Reel, earlier, later);
    }

    /// <summary>The format of a file.</summary>
    /// <exception cref="MediaException">The file cannot be read, or holds no picture.</exception>
    public Task<ClipFormat> FormatAsync(string path, CancellationToken cancellationToken) => probe.ReadAsync(path, cancellationToken);

    private Task<string> DecodeAsync(string path, ClipFormat format, int width, int height, Func<Picture, bool> take, CancellationToken cancellationToken)
    {
        // ffmpeg takes untagged video for BT.601; at 720 lines and more it is BT.709 nearly always, and the mistake is worth 3 to 5 ΔE.
        var matrix = !format.MatrixKnown && Math.Min(format.Width, format.Height) >= HighDefinition ? ":in_color_matrix=bt709" : "";
        return ffmpeg.ReadAsync(
            [
                "-v", "error", "-i", path, "-an", "-sn", "-dn",
                "-vf", $"scale={width}:{height}:flags=area{matrix}",
                "-fps_mode", "passthrough", "-pix_fmt", "rgb24", "-f", "rawvideo", "-",
            ],
            stream => FramesAsync(stream, width, height, take, cancellationToken),
            cancellationToken);
    }

    // A picture that is not kept gives its pixels to the next one.
    private static async Task FramesAsync(Stream stream, int width, int height, Func<Picture, bool> take, CancellationToken cancellationToken)
    {
        var length = Picture.Length(width, height);
        var frame = new byte[length];
        while (true)
        {
            var read = await stream.ReadAtLeastAsync(frame, length, throwOnEndOfStream: false, cancellationToken);
            if (read < length)
                return;
            if (take(new Picture(width, height, frame)))
                frame = new byte[length];
        }
    }
}
