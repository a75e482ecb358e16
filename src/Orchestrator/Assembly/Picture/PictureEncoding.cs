using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>
/// The one way picture is encoded. Every segment of a film carries the same parameter sets and no frame refers across a segment's
/// border, so segments join by copying. B-frames are off: decoding and display order are one, and a frame's time is its number.
/// </summary>
internal static class PictureEncoding
{
    /// <summary>Changes whenever the same input would be encoded differently; part of every content key.</summary>
    public const string Version = "x264 veryfast crf18 ipp gop1s/1";

    /// <summary>Marks frames as BT.709, limited range, square pixels, 4:2:0: what every encoded frame is.</summary>
    public const string Marks = "setsar=1,format=yuv420p,setparams=range=limited:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

    /// <summary>Ticks of the track's clock per frame: a power of two that every player's rounding survives.</summary>
    public const int TicksPerFrame = 512;

    /// <summary>Output options for a file of H.264 at the film's rate. One thread: encoders run side by side instead.</summary>
    /// <param name="fps">Frames per second of the film.</param>
    /// <param name="keyframes">Frames that must be keyframes besides one every second.</param>
    public static IEnumerable<string> Arguments(int fps, IReadOnlyCollection<int>? keyframes = null) =>
    [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-profile:v", "high", "-pix_fmt", "yuv420p", "-threads", "1",
        "-x264-params", $"stitchable=1:bframes=0:keyint={fps}:min-keyint=1:scenecut=0:open-gop=0",
        .. keyframes is { Count: > 0 } ? new[] { "-force_key_frames", "expr:" + string.Join('+', keyframes.Select(frame => $"eq(n,{frame})")) } : [],
        .. ColourTags,
        .. Clock(fps),
        "-fps_mode", "passthrough", "-flags", "+bitexact", "-fflags", "+bitexact",
    ];

    /// <summary>Output options that say BT.709, limited range.</summary>
    public static IReadOnlyList<string> ColourTags { get; } =
        ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"];

    /// <summary>Output options for the clock of the picture track.</summary>
    public static IEnumerable<string> Clock(int fps) => ["-video_track_timescale", $"{fps * TicksPerFrame}"];

    /// <summary>
    /// A time that falls in the middle before a frame, in seconds: seeking there and decoding starts at exactly that frame, whatever
    /// the rounding.
    /// </summary>
    public static string Before(int frame, int fps) => Seconds((frame - 0.5) / fps);

    /// <summary>Seconds as ffmpeg reads them.</summary>
    public static string Seconds(double seconds) => seconds.ToString("0.000000");

    /// <summary>Describes what every encoding of a film has in common, for content keys.</summary>
    public static string Key(FrameSize size, int fps) => $"{Version} {size} {fps}";
}
