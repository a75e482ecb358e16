namespace Orchestrator.Providers.Fal;

/// <summary>Where fal is and how patient to be.</summary>
public sealed class FalOptions
{
    /// <summary>The queue.</summary>
    public Uri Queue { get; set; } = new("https://queue.fal.run/");

    /// <summary>The platform interface, which lists past requests.</summary>
    public Uri Platform { get; set; } = new("https://api.fal.ai/");

    /// <summary>API key; never logged, and sent only to the two hosts above.</summary>
    public string Key { get; set; } = "";

    /// <summary>Hosts whose media may be fetched, besides the queue's own: an entry that starts with a dot allows its subdomains.</summary>
    public IReadOnlyList<string> MediaHosts { get; set; } = [".fal.media"];

    /// <summary>
    /// Whether the platform lists jobs that still run. It is not documented that fal's does, so a lost answer stays ambiguous
    /// until <see cref="FinishedWithin"/> has passed.
    /// </summary>
    public bool ListsRunning { get; set; }

    /// <summary>How long a job may take until it is finished and so surely listed. 20 minutes by default.</summary>
    public TimeSpan FinishedWithin { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How long after a lost submit the provider may still be accepting it. 5 seconds by default.</summary>
    public TimeSpan AcceptedWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one call may take. 60 seconds by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest clip that is accepted, in bytes. 500 MB by default.</summary>
    public long LargestClip { get; set; } = 500_000_000;
}
