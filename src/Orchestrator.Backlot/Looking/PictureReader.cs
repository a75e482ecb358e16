using System.Diagnostics;
using Orchestrator.Backlot.Contracts;

namespace Orchestrator.Backlot.Looking;

/// <summary>Decodes pictures with ffmpeg, all to one small size: that of the first.</summary>
internal static class PictureReader
{
    /// <summary>The pictures, in order; null where one cannot be decoded.</summary>
    public static async Task<IReadOnlyList<SeenPicture?>> ReadAsync(string ffmpeg, IReadOnlyList<byte[]> pictures, CancellationToken cancellation)
    {
        if (pictures.Count == 0 || ImageHeader.Read(pictures[0]) is not { Width: > 0, Height: > 0 } first)
            return [.. pictures.Select(_ => (SeenPicture?)null)];
        var longer = (double)Math.Max(first.Width, first.Height);
        var (width, height) = (Even(first.Width / longer), Even(first.Height / longer));
        // Those of one format in one process, as a rule all of them.
        var formats = pictures.Select(picture => ImageHeader.Read(picture)?.Format).ToList();
        var seen = new SeenPicture?[pictures.Count];
        foreach (var format in formats.OfType<string>().Distinct())
        {
            var places = Enumerable.Range(0, pictures.Count).Where(place => formats[place] == format).ToList();
            var decoded = await DecodeAsync(ffmpeg, format, [.. places.Select(place => pictures[place])], width, height, cancellation);
            if (decoded.Count != places.Count)
                decoded = await OneByOneAsync(ffmpeg, format, [.. places.Select(place => pictures[place])], width, height, cancellation);
            foreach (var (place, picture) in places.Zip(decoded))
                seen[place] = picture;
        }

        return seen;
    }

    private static async Task<IReadOnlyList<SeenPicture?>> OneByOneAsync(string ffmpeg, string format, IReadOnlyList<byte[]> pictures, int width, int height, CancellationToken cancellation)
    {
        List<SeenPicture?> seen = [];
        foreach (var picture in pictures)
            seen.Add(await DecodeAsync(ffmpeg, format, [picture], width, height, cancellation) is [var one, ..] ? one : null);
        return seen;
    }

    private static async Task<IReadOnlyList<SeenPicture?>> DecodeAsync(string ffmpeg, string format, IReadOnlyList<byte[]> pictures, int width, int height, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-v", "quiet", "-nostdin", "-f", format switch { "jpeg" => "jpeg_pipe", "png" => "png_pipe", _ => "webp_pipe" }, "-i", "pipe:0",
            "-vf", $"scale={width}:{height}:flags=area", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1",
        ];
        using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            var writing = WriteAsync(process.StandardInput.BaseStream, pictures, cancellation);
            using var rgb = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(rgb, cancellation);
            await writing;
            await process.WaitForExitAsync(cancellation);
            return [.. rgb.ToArray().Chunk(width * height * 3).Where(pixels => pixels.Length == width * height * 3).Select(pixels => new SeenPicture(pixels, width, height))];
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static async Task WriteAsync(Stream input, IReadOnlyList<byte[]> pictures, CancellationToken cancellation)
    {
        try
        {
            await using (input)
            {
                foreach (var picture in pictures)
                    await input.WriteAsync(picture, cancellation);
            }
        }
        catch (IOException)
        {
            // It stops reading at what it cannot decode; the pictures that did not come are missing from its answer.
        }
    }

    private static int Even(double share) => Math.Max(8, (int)Math.Round(share * SeenPicture.Side / 2) * 2);
}
