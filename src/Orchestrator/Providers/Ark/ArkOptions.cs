namespace Orchestrator.Providers.Ark;

/// <summary>Where ModelArk is (BytePlus abroad, Volcengine in China), and its key.</summary>
public sealed class ArkOptions
{
    /// <summary>The service, with its version.</summary>
    public Uri Address { get; set; } = new("https://ark.ap-southeast.bytepluses.com/api/v3/");

    /// <summary>API key; never logged.</summary>
    public string Key { get; set; } = "";

    /// <summary>How long after a lost submit the provider may still be accepting it. 10 seconds by default.</summary>
    public TimeSpan AcceptedWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call may take. 60 seconds by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a picture may take, which is answered in one call. 5 minutes by default.</summary>
    public TimeSpan PictureTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest clip that is accepted, in bytes. 500 MB by default.</summary>
    public long LargestClip { get; set; } = 500_000_000;
}
