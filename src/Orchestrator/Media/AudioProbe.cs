namespace Orchestrator.Media;

/// <summary>Says whether a file is sound, by decoding it.</summary>
public sealed class AudioProbe(Ffmpeg ffmpeg)
{
    private const int BytesPerSecond = 48_000 * sizeof(short);

    /// <summary>The length of a file's first sound stream as decoded; null when nothing in the file can be decoded as sound.</summary>
    /// <exception cref="MediaException">ffmpeg could not be started or the disk is full: nothing is known about the file.</exception>
    public async Task<TimeSpan?> LengthAsync(string path, CancellationToken cancellationToken = default)
    {
        long bytes = 0;
        try
        {
            await ffmpeg.ReadAsync(
                ["-v", "error", "-i", path, "-map", "0:a:0", "-ar", "48000", "-ac", "1", "-f", "s16le", "pipe:1"],
                async output =>
                {
                    var block = new byte[1 << 16];
                    for (int read; (read = await output.ReadAsync(block, cancellationToken)) > 0;)
                        bytes += read;
                },
                cancellationToken);
        }
        catch (MediaException exception) when (!exception.ToolMissing && !exception.DiskFull)
        {
            return null;
        }

        return bytes == 0 ? null : TimeSpan.FromSeconds((double)bytes / BytesPerSecond);
    }
}
