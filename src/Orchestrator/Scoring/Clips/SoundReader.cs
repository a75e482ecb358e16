using System.Runtime.InteropServices;
using Orchestrator.Media;

namespace Orchestrator.Scoring.Clips;

/// <summary>Decodes a clip's sound to mono and tells how much of it is silent.</summary>
internal sealed class SoundReader(Ffmpeg ffmpeg)
{
    private const int Rate = 16_000;
    private const int Window = Rate / 50;

    /// <summary>Level under which 20 ms count as silent, in dB of full scale.</summary>
    public const double SilenceDb = -50;

    /// <summary>Reads the sound of a file that has a sound stream.</summary>
    /// <exception cref="MediaException">It cannot be decoded.</exception>
    public async Task<SoundFacts> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var samples = new MemoryStream();
        await ffmpeg.ReadAsync(
            ["-v", "error", "-i", path, "-vn", "-ac", "1", "-ar", $"{Rate}", "-f", "s16le", "-"],
            stream => stream.CopyToAsync(samples, cancellationToken),
            cancellationToken);
        return Measure(MemoryMarshal.Cast<byte, short>(samples.GetBuffer().AsSpan(0, (int)samples.Length & ~1)));
    }

    /// <summary>Measures mono samples at 16 kHz.</summary>
    internal static SoundFacts Measure(ReadOnlySpan<short> samples)
    {
        int windows = 0, silent = 0;
        double loudest = double.NegativeInfinity;
        for (var at = 0; at + Window <= samples.Length; at += Window)
        {
            var level = Level(samples.Slice(at, Window));
            windows++;
            silent += level < SilenceDb ? 1 : 0;
            loudest = Math.Max(loudest, level);
        }

        return windows == 0
            ? new SoundFacts(0, 1, -120)
            : new SoundFacts((double)samples.Length / Rate, (double)silent / windows, Math.Max(-120, loudest));
    }

    private static double Level(ReadOnlySpan<short> window)
    {
        double squares = 0;
        foreach (var sample in window)
            squares += (double)sample * sample;
        return 10 * Math.Log10((squares / window.Length / (32768.0 * 32768.0)) + 1e-12);
    }
}
