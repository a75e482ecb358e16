using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Backlot.Film;

/// <summary>Finds out at the start, not at the first job, whether ffmpeg can be run.</summary>
internal static class FfmpegProbe
{
    public static async Task CheckAsync(string program, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["-hide_banner", "-version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new BacklotException($"'{program} -version' ended with code {process.ExitCode}. Name a working ffmpeg in BacklotOptions.FfmpegPath.");
        }
        catch (Win32Exception missing)
        {
            throw new BacklotException($"ffmpeg was not found as '{program}'. Install ffmpeg, or name its path in BacklotOptions.FfmpegPath.", missing);
        }
    }
}
