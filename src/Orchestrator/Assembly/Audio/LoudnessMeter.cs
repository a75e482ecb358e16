using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Media;

namespace Orchestrator.Assembly;

/// <summary>Measures loudness with ffmpeg's ebur128.</summary>
internal sealed partial class LoudnessMeter(Ffmpeg ffmpeg, SoundFiles files)
{
    /// <summary>The filter that measures.</summary>
    public const string Filter = "ebur128=peak=true:framelog=verbose";

    /// <summary>Measures sound in memory, after a filter if one is given.</summary>
    public async Task<LoudnessReading> MeasureAsync(StereoSound sound, string? before, CancellationToken cancellationToken) =>
        Read(await files.RunAsync(sound, ["-af", before is null ? Filter : $"{before},{Filter}", "-f", "null", "-"], cancellationToken));

    /// <summary>Measures the sound of a file by decoding it.</summary>
    public async Task<LoudnessReading> MeasureAsync(string path, CancellationToken cancellationToken) =>
        Read(await ffmpeg.RunAsync(["-nostats", "-i", path, "-map", "0:a:0", "-af", Filter, "-f", "null", "-"], cancellationToken));

    /// <summary>Reads the summary that the filter prints at its end.</summary>
    /// <exception cref="MediaException">There is none.</exception>
    public static LoudnessReading Read(string said)
    {
        var summary = said.LastIndexOf("Summary:", StringComparison.Ordinal);
        var integrated = summary < 0 ? Match.Empty : Integrated().Match(said, summary);
        var peak = summary < 0 ? Match.Empty : Peak().Match(said, summary);
        if (!integrated.Success || !peak.Success)
            throw new MediaException("ffmpeg measured no loudness.") { ErrorOutput = said };
        return new LoudnessReading(Number(integrated), Number(peak));
    }

    // Minus infinity has no place in a message between processes.
    private static double Number(Match match) => match.Groups[1].Value is "-inf" or "nan"
        ? LoudnessReading.Nothing
        : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bI:\s+(\S+) LUFS")]
    private static partial Regex Integrated();

    [GeneratedRegex(@"\bPeak:\s+(\S+) dBFS")]
    private static partial Regex Peak();
}
