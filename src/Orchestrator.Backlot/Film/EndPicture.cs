using System.Diagnostics;

namespace Orchestrator.Backlot.Film;

/// <summary>The picture that a take ends on: its last frames go over into it, the last of all is the picture itself.</summary>
/// <param name="picture">Its raw 4:2:0 frame.</param>
/// <param name="frames">How many frames the take has.</param>
internal sealed class EndPicture(byte[] picture, int frames)
{
    // About half a second, or half of a take that is shorter than twice that.
    private const int Steps = 14;

    private readonly int steps = Math.Min(Steps, frames / 2);

    /// <summary>Reads a picture in the size of a take; null for what is none.</summary>
    public static async Task<EndPicture?> ReadAsync(string ffmpeg, string path, TakeOrder order, int frames, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-v", "quiet", "-nostdin", "-i", path, "-frames:v", "1", "-vf", $"scale={order.Width}:{order.Height}:flags=area:out_color_matrix=bt709:out_range=limited",
            "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1",
        ];
        using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardOutput = true })!;
        try
        {
            using var raw = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(raw, cancellation);
            await process.WaitForExitAsync(cancellation);
            return raw.Length == order.Width * order.Height * 3 / 2 ? new EndPicture(raw.ToArray(), frames) : null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>A frame of the take as it is shown.</summary>
    public ReadOnlyMemory<byte> Shown(int at, ReadOnlyMemory<byte> frame)
    {
        var after = at - (frames - 1 - steps);
        if (after <= 0)
            return frame;
        var share = Picture.Ease.Smooth(0, steps, after);
        var from = frame.Span;
        var mixed = new byte[frame.Length];
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = (byte)(from[i] + ((picture[i] - from[i]) * share) + 0.5f);
        return mixed;
    }
}
