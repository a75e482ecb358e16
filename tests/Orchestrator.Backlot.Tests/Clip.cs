using System.Diagnostics;

namespace Orchestrator.Backlot.Tests;

/// <summary>A clip decoded by ffmpeg: RGB frames 114x64, and the sound as mono samples.</summary>
internal sealed record Clip(byte[][] Frames, short[] Sound)
{
    public const int Width = 114, Height = 64;

    public static async Task<Clip> DecodeAsync(byte[] film)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, film);
            var raw = await FfmpegAsync("-i", file, "-vf", $"scale={Width}:{Height}:in_color_matrix=bt709", "-f", "rawvideo", "-pix_fmt", "rgb24", "-");
            var sound = await FfmpegAsync("-i", file, "-map", "0:a?", "-f", "s16le", "-ac", "1", "-");
            var length = Width * Height * 3;
            var samples = new short[sound.Length / 2];
            Buffer.BlockCopy(sound, 0, samples, 0, samples.Length * 2);
            return new Clip([.. Enumerable.Range(0, raw.Length / length).Select(i => raw[(i * length)..((i + 1) * length)])], samples);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Mean luminance of all frames in linear light.</summary>
    public double Light => Frames.Average(f => Pixels(f).Average(p => 0.2126 * Linear(p.R) + 0.7152 * Linear(p.G) + 0.0722 * Linear(p.B)));

    public double RedOverBlue => Pixels(Frames[0]).Sum(p => Linear(p.R)) / Pixels(Frames[0]).Sum(p => Linear(p.B));

    /// <summary>Mean colour difference signals; their length is chroma, their angle hue.</summary>
    public (double Cb, double Cr)[] Chroma(int frame = 0) => [.. Pixels(Frames[frame]).Select(p => (Y: 0.2126 * p.R + 0.7152 * p.G + 0.0722 * p.B, P: p)).Select(v => ((v.P.B - v.Y) / 1.8556, (v.P.R - v.Y) / 1.5748))];

    /// <summary>Centre and area of what is red.</summary>
    public (double X, double Y, int Area) Red(int frame = 0)
    {
        var red = Pixels(Frames[frame]).Select((p, i) => (p, i)).Where(v => v.p.R > 60 && v.p.R > 2.2 * v.p.G && v.p.R > 2.0 * v.p.B).Select(v => v.i).ToList();
        return red.Count == 0 ? (0, 0, 0) : (red.Average(i => i % Width) / Width, red.Average(i => i / Width) / Height, red.Count);
    }

    /// <summary>Mean absolute difference between successive frames, in 8-bit steps.</summary>
    public double[] Steps() => [.. Frames.Zip(Frames.Skip(1), Difference)];

    public double[] Lumas() => [.. Frames.Select(f => Pixels(f).Average(p => 0.2126 * p.R + 0.7152 * p.G + 0.0722 * p.B))];

    public static double Difference(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average();

    private static double Linear(byte v) => Math.Pow(v / 255.0, 2.2);

    private static IEnumerable<(byte R, byte G, byte B)> Pixels(byte[] frame)
    {
        for (var i = 0; i < frame.Length; i += 3)
            yield return (frame[i], frame[i + 1], frame[i + 2]);
    }

    private static async Task<byte[]> FfmpegAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        return output.ToArray();
    }
}
