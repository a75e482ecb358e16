using System.Runtime.InteropServices;
using Orchestrator.Media;

namespace Orchestrator.Assembly;

/// <summary>Carries sound between files and memory through ffmpeg's pipes.</summary>
internal sealed class SoundFiles(Ffmpeg ffmpeg)
{
    /// <summary>Input options for sound that is fed from memory.</summary>
    public static IReadOnlyList<string> FromMemory { get; } = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0"];

    /// <summary>Decodes a file's sound.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Most sample frames to read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MediaException">It holds no sound that can be decoded.</exception>
    public async Task<StereoSound> ReadAsync(string path, long limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await ffmpeg.ReadAsync(
            [
                "-v", "error", "-i", path, "-map", "0:a:0", "-af", $"aresample=48000,aformat=channel_layouts=stereo,atrim=end_sample={limit}",
                "-f", "f32le", "pipe:1",
            ],
            output => output.CopyToAsync(bytes, cancellationToken),
            cancellationToken);
        return new StereoSound(MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)(bytes.Length / 8 * 8))).ToArray());
    }

    /// <summary>Runs ffmpeg on sound from memory.</summary>
    /// <param name="sound">The sound; it is the first input.</param>
    /// <param name="arguments">Everything after the input.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What ffmpeg said.</returns>
    public Task<string> RunAsync(StereoSound sound, IEnumerable<string> arguments, CancellationToken cancellationToken) => ffmpeg.WriteAsync(
        ["-y", "-nostats", .. FromMemory, .. arguments],
        async input =>
        {
            // Blocks: a pipe takes little at a time and the whole would be copied once more.
            const int block = 1 << 18;
            var bytes = new byte[block * sizeof(float)];
            for (var start = 0; start < sound.Samples.Length; start += block)
            {
                var part = MemoryMarshal.AsBytes(sound.Samples.AsSpan(start, Math.Min(block, sound.Samples.Length - start)));
                part.CopyTo(bytes);
                await input.WriteAsync(bytes.AsMemory(0, part.Length), cancellationToken);
            }
        },
        cancellationToken);
}
