namespace Orchestrator.Providers.Kling;

/// <summary>Where Kling's own API is, and its keys.</summary>
public sealed class KlingOptions
{
    /// <summary>The service.</summary>
    public Uri Address { get; set; } = new("https://api-singapore.klingai.com/");

    /// <summary>Access key: who we are.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>Secret key: signs our tokens, is never sent and never logged.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>How long after a lost submit the provider may still be accepting it. 10 seconds by default.</summary>
    public TimeSpan AcceptedWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call may take. 60 seconds by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest clip that is accepted, in bytes. 500 MB by default.</summary>
    public long LargestClip { get; set; } = 500_000_000;
}
