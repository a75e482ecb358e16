using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Backlot.Film;

/// <summary>Pipes raw 4:2:0 frames into ffmpeg, with a sound file beside them, and waits for the MP4.</summary>
internal sealed class FilmWriter : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> complaints;

    /// <summary>A film of frames that are written.</summary>
    /// <param name="ffmpeg">The program.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="sound">Its sound; null for none.</param>
    /// <param name="target">The file.</param>
    /// <param name="written">Frames a second that are written.</param>
    /// <param name="rate">Frames a second of the file, where they are not those that are written: some are left out, or shown twice.</param>
    public FilmWriter(string ffmpeg, int width, int height, FilmSound? sound, string target, int written = TakeOrder.Rate, int? rate = null)
        : this(ffmpeg, Frames(width, height, written), rate is { } other && other != written ? ["-vf", $"fps={other}", .. Coding] : Coding, sound, target)
    {
    }

    /// <summary>A film with the pictures of another, as they are.</summary>
    public FilmWriter(string ffmpeg, string pictures, FilmSound? sound, string target)
        : this(ffmpeg, ["-i", pictures], ["-c:v", "copy"], sound, target)
    {
    }

    private FilmWriter(string ffmpeg, string[] pictures, string[] coding, FilmSound? sound, string target)
    {
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. pictures, .. sound?.Input ?? [], "-map", "0:v:0", .. sound is null ? (string[])[] : ["-map", "1:a:0"],
            .. coding, .. sound?.Coding ?? [], "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", "-f", "mp4", target,
        ];
        process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardInput = true, RedirectStandardError = true })!;
        complaints = process.StandardError.ReadToEndAsync();
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(frame, cancellation);
        }
        catch (IOException broken)
        {
            throw new InvalidOperationException($"ffmpeg closed its input: {await complaints}", broken);
        }
    }

    public async Task FinishAsync(CancellationToken cancellation)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg ended with code {process.ExitCode}: {await complaints}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static string[] Frames(int width, int height, int rate) =>
    [
        "-f", "rawvideo", "-pix_fmt", "yuv420p", "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
        "-video_size", $"{width}x{height}", "-framerate", rate.ToString(CultureInfo.InvariantCulture), "-i", "pipe:0",
    ];

    private static string[] Coding =>
    [
        "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-threads", "1", "-pix_fmt", "yuv420p",
        "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
    ];
}
