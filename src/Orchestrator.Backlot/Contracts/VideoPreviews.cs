using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The small pictures of a video that OpenAI serves beside it: one picture, and a sheet of one picture every half second.</summary>
internal static class VideoPreviews
{
    private const int Columns = 4;
    private const int PerSecond = 2;

    /// <summary>A preview and its media type.</summary>
    /// <param name="ffmpeg">The program.</param>
    /// <param name="clip">Path of the clip.</param>
    /// <param name="sheet">Whether all of it is wanted, and not its beginning alone.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<(byte[] Picture, string Type)> MakeAsync(string ffmpeg, string clip, bool sheet, double seconds, CancellationToken cancellation)
    {
        var rows = Math.Max(1, (int)Math.Ceiling(seconds * PerSecond / Columns));
        string[] arguments = ["-v", "error", "-nostdin", "-i", clip, .. sheet
            ? (string[])["-vf", string.Create(CultureInfo.InvariantCulture, $"fps={PerSecond},scale=160:-2,tile={Columns}x{rows}"), "-c:v", "mjpeg", "-q:v", "3"]
            : ["-c:v", "libwebp"], "-frames:v", "1", "-f", "image2pipe", "pipe:1"];
        using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardOutput = true })!;
        try
        {
            using var picture = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(picture, cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? (picture.ToArray(), sheet ? "image/jpeg" : "image/webp") : throw new InvalidOperationException($"ffmpeg ended with code {process.ExitCode} at a preview.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
