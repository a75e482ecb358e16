using System.Diagnostics;

namespace Orchestrator.Backlot.Film;

/// <summary>Decodes the first picture of a file to a size of the caller's own.</summary>
internal static class SmallPicture
{
    /// <summary>Its pixels, 3 bytes each, row by row; null for what is no picture.</summary>
    public static async Task<byte[]?> ReadAsync(string ffmpeg, string path, int width, int height, CancellationToken cancellation)
    {
        string[] arguments = ["-v", "quiet", "-nostdin", "-i", path, "-frames:v", "1", "-vf", $"scale={width}:{height}:flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
        using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardOutput = true })!;
        try
        {
            using var rgb = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(rgb, cancellation);
            await process.WaitForExitAsync(cancellation);
            return rgb.Length == width * height * 3 ? rgb.ToArray() : null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
