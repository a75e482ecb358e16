using Orchestrator.Assets;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>
/// Brings the mix to the brief's loudness with one linear gain, and only when a peak would pass the ceiling with a limiter at four
/// times the rate. What counts is what a listener decodes: the result is measured after AAC, and mended if that moved it.
/// </summary>
internal sealed class Mastering(SoundFiles files, LoudnessMeter meter)
{
    // AAC moves peaks by up to about a decibel, so the ceiling before it lies lower.
    private const double Headroom = 0.5;
    private const double CloseEnough = 0.2;
    private const int Rounds = 6;

    /// <summary>Masters and encodes the mix.</summary>
    public async Task<MasteredSound> MasterAsync(StereoSound mix, Loudness target, WorkFolder folder, CancellationToken cancellationToken)
    {
        var path = folder.File("sound.m4a");
        var raw = await meter.MeasureAsync(mix, null, cancellationToken);
        if (raw.Silent)
        {
            await EncodeAsync(mix, "anull", path, cancellationToken);
            return new MasteredSound(path, await meter.MeasureAsync(path, cancellationToken), 0, false);
        }

        var gain = target.IntegratedLufs - raw.IntegratedLufs;
        var ceiling = target.TruePeakDbtp - Headroom;
        var best = (MasteredSound?)null;
        for (var round = 0; round < Rounds; round++)
        {
            var limited = raw.TruePeakDbtp + gain > ceiling;
            await EncodeAsync(mix, Filter(gain, limited ? ceiling : null), path, cancellationToken);
            var reading = await meter.MeasureAsync(path, cancellationToken);
            best = new MasteredSound(path, reading, gain, limited);
            var missing = target.IntegratedLufs - reading.IntegratedLufs;
            var over = reading.TruePeakDbtp - target.TruePeakDbtp;
            if (Math.Abs(missing) <= CloseEnough && over <= 0)
                break;
            gain += Math.Abs(missing) > CloseEnough ? missing : 0;
            ceiling -= over > 0 ? over + 0.1 : 0;
        }

        return best!;
    }

    private async Task EncodeAsync(StereoSound mix, string filter, string path, CancellationToken cancellationToken) => await files.RunAsync(
        mix,
        ["-v", "error", "-af", filter, "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-flags", "+bitexact", "-fflags", "+bitexact", path],
        cancellationToken);

    // The limiter looks ahead; its delay is given back, or sound would lag behind the picture.
    private static string Filter(double gain, double? ceiling) => ceiling is { } limit
        ? $"volume={gain:0.####}dB:precision=float,aresample=192000,"
            + $"alimiter=level=0:latency=1:attack=4:release=60:limit={Math.Clamp(Decibels.ToFactor(limit), 0.0625, 1):0.######},aresample=48000"
        : $"volume={gain:0.####}dB:precision=float";
}
