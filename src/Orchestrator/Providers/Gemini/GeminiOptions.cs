namespace Orchestrator.Providers.Gemini;

/// <summary>Where the Gemini API is, and its key.</summary>
public sealed class GeminiOptions
{
    /// <summary>The service.</summary>
    public Uri Address { get; set; } = new("https://generativelanguage.googleapis.com/");

    /// <summary>API key; never logged, and sent to no other host, redirects included.</summary>
    public string Key { get; set; } = "";

    /// <summary>Hosts that a download may lead to, without the key.</summary>
    public IReadOnlyList<string> MediaHosts { get; set; } = [".googleapis.com", ".googleusercontent.com"];

    /// <summary>How long one call may take. 60 seconds by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a picture may take, which is answered in one call. 5 minutes by default.</summary>
    public TimeSpan PictureTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest request, in bytes: pictures travel inside it. 100 MB by default.</summary>
    public long LargestRequest { get; set; } = 100_000_000;

    /// <summary>Largest clip that is accepted, in bytes. 500 MB by default.</summary>
    public long LargestClip { get; set; } = 500_000_000;
}
