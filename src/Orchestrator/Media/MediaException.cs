namespace Orchestrator.Media;

/// <summary>ffmpeg or ffprobe failed; the message says what was asked and what the tool said.</summary>
public sealed class MediaException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>All that the tool wrote to its error stream.</summary>
    public string ErrorOutput { get; init; } = "";

    /// <summary>True when the disk is full: nothing is wrong with the media, and a later try can succeed.</summary>
    public bool DiskFull => ErrorOutput.Contains("No space left on device", StringComparison.Ordinal);

    /// <summary>True when the tool itself could not be started.</summary>
    public bool ToolMissing { get; init; }
}
