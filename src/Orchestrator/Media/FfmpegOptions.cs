namespace Orchestrator.Media;

/// <summary>Where ffmpeg and ffprobe are.</summary>
public sealed class FfmpegOptions
{
    /// <summary>Path or name of ffmpeg (5.1 or newer).</summary>
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>Path or name of ffprobe (5.1 or newer).</summary>
    public string Ffprobe { get; set; } = "ffprobe";
}
