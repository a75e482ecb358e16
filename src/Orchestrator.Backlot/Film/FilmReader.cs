using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Backlot.Film;

/// <summary>Decodes a clip or a picture with ffmpeg: raw 4:2:0 frames at the rate of all clips.</summary>
internal sealed class FilmReader : IAsyncDisposable
{
    private static readonly byte[] FrameMark = "FRAME\n"u8.ToArray();

    private readonly Process process;
    private readonly Stream stream;
    private readonly byte[] mark = new byte[FrameMark.Length];

    private FilmReader(Process process, int width, int height)
    {
        (this.process, stream) = (process, process.StandardOutput.BaseStream);
        (Width, Height) = (width, height);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes of a frame.</summary>
    public int Length => Width * Height * 3 / 2;

    /// <summary>Opens a file; null when it holds no picture.</summary>
    public static async Task<FilmReader?> OpenAsync(string ffmpeg, string path, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-v", "quiet", "-nostdin", "-i", path, "-map", "0:v:0", "-vf", $"fps={TakeOrder.Rate},scale=trunc(iw/2)*2:trunc(ih/2)*2",
            "-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "pipe:1",
        ];
        var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardOutput = true })!;
        if (await HeaderAsync(process.StandardOutput.BaseStream, cancellation) is var (width, height))
            return new FilmReader(process, width, height);
        await EndAsync(process);
        return null;
    }

    /// <summary>Reads the next frame; false when there is none.</summary>
    public async Task<bool> ReadAsync(Memory<byte> frame, CancellationToken cancellation) =>
        await stream.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellation) == mark.Length
        && mark.AsSpan().SequenceEqual(FrameMark)
        && await stream.ReadAtLeastAsync(frame[..Length], Length, throwOnEndOfStream: false, cancellation) == Length;

    public async ValueTask DisposeAsync() => await EndAsync(process);

    /// <summary>The sound of a file, 48 kHz stereo; null when it has none.</summary>
    public static async Task<byte[]?> SoundAsync(string ffmpeg, string path, CancellationToken cancellation)
    {
        string[] arguments = ["-v", "quiet", "-nostdin", "-i", path, "-map", "0:a:0", "-f", "s16le", "-ar", "48000", "-ac", "2", "pipe:1"];
        var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardOutput = true })!;
        try
        {
            using var sound = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(sound, cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? sound.ToArray() : null;
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private static async Task<(int Width, int Height)?> HeaderAsync(Stream stream, CancellationToken cancellation)
    {
        List<char> line = [];
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellation) == 1 && one[0] != '\n')
            line.Add((char)one[0]);
        var words = new string([.. line]).Split(' ');
        return words[0] == "YUV4MPEG2" && Number(words, 'W') is { } width && Number(words, 'H') is { } height ? (width, height) : null;
    }

    private static int? Number(string[] words, char name) =>
        words.FirstOrDefault(word => word.Length > 1 && word[0] == name) is { } word && int.TryParse(word.AsSpan(1), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
