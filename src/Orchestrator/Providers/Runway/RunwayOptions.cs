namespace Orchestrator.Providers.Runway;

/// <summary>Where Runway is, and its key.</summary>
public sealed class RunwayOptions
{
    /// <summary>The service.</summary>
    public Uri Address { get; set; } = new("https://api.dev.runwayml.com/");

    /// <summary>API key; never logged.</summary>
    public string Key { get; set; } = "";

    /// <summary>Version of the contract that is spoken.</summary>
    public string Version { get; set; } = "2024-11-06";

    /// <summary>Longest picture inside a request, in characters of its data URI; what is longer is uploaded first. 5 MB by default, as Runway documents it.</summary>
    public long InlinePicture { get; set; } = 5 * 1024 * 1024;

    /// <summary>Longest clip or sound inside a request, likewise. 16 MB by default.</summary>
    public long InlineClip { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long one call may take. 60 seconds by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest clip that is accepted, in bytes. 500 MB by default.</summary>
    public long LargestClip { get; set; } = 500_000_000;
}
