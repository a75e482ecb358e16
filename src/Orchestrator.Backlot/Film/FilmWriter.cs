using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Backlot.Film;

/// <summary>Pipes raw 4:2:0 frames into ffmpeg, with a sound file beside them, and waits for the MP4.</summary>
internal sealed class FilmWriter : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> complaints;

    public FilmWriter(string ffmpeg, int width, int height, string? soundFile, string target)
    {
        var start = new ProcessStartInfo(ffmpeg) { RedirectStandardInput = true, RedirectStandardError = true };
        foreach (var argument in Arguments(width, height, soundFile, target))
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
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

    private static string[] Arguments(int width, int height, string? soundFile, string target)
    {
        string[] picture =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p",
            "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
            "-video_size", $"{width}x{height}", "-framerate", TakeOrder.Rate.ToString(CultureInfo.InvariantCulture), "-i", "pipe:0",
        ];
        string[] sound = soundFile is null ? [] : ["-f", "s16le", "-ar", "48000", "-ac", "2", "-i", soundFile];
        string[] coded =
        [
            "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-threads", "1", "-pix_fmt", "yuv420p",
            "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
        ];
        string[] codedSound = soundFile is null ? [] : ["-c:a", "aac", "-b:a", "128k"];
        return [.. picture, .. sound, .. coded, .. codedSound, "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", "-f", "mp4", target];
    }
}
