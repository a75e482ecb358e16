using System.Text.RegularExpressions;
using Orchestrator.Media;

namespace Orchestrator.Assembly;

/// <summary>Decodes a film once, picture and sound, and collects what ffmpeg's detectors say. Headers are not believed.</summary>
internal sealed partial class FilmDecoder(Ffmpeg ffmpeg)
{
    // Black: nearly all of the picture under 6 % for a fifth of a second. Frozen: a mean change of under 0.05 of 255 levels.
    private const string Picture = "blackdetect=d=0.2:pic_th=0.98:pix_th=0.06,freezedetect=n=0.0002:d=0.5,showinfo=checksum=0";
    private const string Sound = LoudnessMeter.Filter + ",silencedetect=n=-60dB:d=1,aformat=sample_fmts=s16:channel_layouts=stereo";

    /// <summary>Decodes the film at a path.</summary>
    /// <exception cref="MediaException">It cannot be decoded.</exception>
    public async Task<FilmDecode> DecodeAsync(string film, CancellationToken cancellationToken)
    {
        long bytes = 0;
        var said = await ffmpeg.ReadAsync(
            [
                // Times stay as they are in the file: a film that does not start at zero must show it.
                "-nostats", "-copyts", "-xerror", "-i", film, "-filter_complex", $"[0:v:0]{Picture}[picture];[0:a:0]{Sound}[sound]",
                "-map", "[picture]", "-fps_mode", "passthrough", "-f", "null", "-", "-map", "[sound]", "-f", "s16le", "pipe:1",
            ],
            async output =>
            {
                var block = new byte[1 << 16];
                for (int read; (read = await output.ReadAsync(block, cancellationToken)) > 0;)
                    bytes += read;
            },
            cancellationToken);

        var end = (double)bytes / 4 / Timeline.SampleRate;
        return new FilmDecode(
            [.. Frames().Matches(said).Select(match => long.Parse(match.Groups[1].Value))],
            bytes / 4,
            [.. Black().Matches(said).Select(match => new Stretch(Number(match.Groups[1]), Number(match.Groups[2])))],
            Joined(Pairs(FreezeStart().Matches(said), FreezeEnd().Matches(said), end)),
            Pairs(SilenceStart().Matches(said), SilenceEnd().Matches(said), end),
            LoudnessMeter.Read(said));
    }

    // What has no end lasts to the end of the film.
    private static List<Stretch> Pairs(MatchCollection starts, MatchCollection ends, double end) =>
    [
        .. starts.Select((match, index) => new Stretch(Number(match.Groups[1]), index < ends.Count ? Number(ends[index].Groups[1]) : end)),
    ];

    // A keyframe redraws a frozen picture a little differently, which parts one freeze into several.
    private static List<Stretch> Joined(List<Stretch> stretches)
    {
        var joined = new List<Stretch>();
        foreach (var stretch in stretches)
        {
            if (joined.Count > 0 && stretch.Start - joined[^1].End < 0.15)
                joined[^1] = joined[^1] with { End = stretch.End };
            else
                joined.Add(stretch);
        }

        return joined;
    }

    private static double Number(Group group) => double.Parse(group.Value);

    [GeneratedRegex(@"\bn: *\d+ pts: *(-?\d+) ")]
    private static partial Regex Frames();

    [GeneratedRegex(@"black_start:(\S+) black_end:(\S+)")]
    private static partial Regex Black();

    [GeneratedRegex(@"freeze_start: (\S+)")]
    private static partial Regex FreezeStart();

    [GeneratedRegex(@"freeze_end: (\S+)")]
    private static partial Regex FreezeEnd();

    [GeneratedRegex(@"silence_start: (\S+)")]
    private static partial Regex SilenceStart();

    [GeneratedRegex(@"silence_end: (\S+)")]
    private static partial Regex SilenceEnd();
}
