namespace Orchestrator.Backlot.Film;

/// <summary>Where the sound of a film comes from.</summary>
/// <param name="Path">A file.</param>
/// <param name="IsRaw">Whether it holds raw samples, 48 kHz stereo; otherwise it is a clip whose sound goes over as it is.</param>
internal sealed record FilmSound(string Path, bool IsRaw)
{
    public string[] Input => IsRaw ? ["-f", "s16le", "-ar", "48000", "-ac", "2", "-i", Path] : ["-i", Path];

    public string[] Coding => IsRaw ? ["-c:a", "aac", "-b:a", "128k"] : ["-c:a", "copy"];
}
