namespace Orchestrator.Providers.Fal;

/// <summary>Where fal is and how patient to be.</summary>
public sealed class FalOptions
{
    /// <summary>The queue.</summary>
    public Uri Queue { get; set; } = new("https://queue.fal.run/");

    /// <summary>The platform interface, which lists past requests.</summary>
    public Uri Platform { get; set; } = new("https://api.fal.ai/");

    /// <summary>Storage of inputs, and the keys of webhooks.</summary>
    public Uri Rest { get; set; } = new("https://rest.fal.ai/");

    /// <summary>The public pages, on which each endpoint says what it takes; they see no key.</summary>
    public Uri Pages { get; set; } = new("https://fal.ai/");

    /// <summary>API key; never logged, and sent only to queue, platform and storage.</summary>
    public string Key { get; set; } = "";

    /// <summary>Hosts whose media may be fetched and where inputs may be put, besides the queue's own: an entry that starts with a dot allows its subdomains.</summary>
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

    /// <summary>Largest picture that travels inside the request, in bytes; what is larger, and every clip and sound, is uploaded first. 4 MB by default.</summary>
    public long InlineLimit { get; set; } = 4_000_000;

    /// <summary>From how many bytes an upload goes in parts. 100 MB by default.</summary>
    public long PartsFrom { get; set; } = 100_000_000;

    /// <summary>Bytes of one part. 10 MB by default.</summary>
    public int PartSize { get; set; } = 10_000_000;

    /// <summary>Longest wait for a runner (<c>X-Fal-Request-Timeout</c>), after which fal fails the job and it may go elsewhere; null waits for as long as the queue is. 10 minutes by default.</summary>
    public TimeSpan? StartWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether jobs give way to others (<c>X-Fal-Queue-Priority: low</c>).</summary>
    public bool LowPriority { get; set; }

    /// <summary>Routes jobs to the same runners (<c>X-Fal-Runner-Hint</c>); null leaves it to fal.</summary>
    public string? RunnerHint { get; set; }

    /// <summary>Whether fal keeps inputs and outputs (<c>X-Fal-Store-IO</c>). Without them a lost answer can never be found again.</summary>
    public bool StorePayloads { get; set; } = true;

    /// <summary>After which time fal deletes what it made (<c>X-Fal-Object-Lifecycle-Preference</c>); null leaves it to the account's setting.</summary>
    public TimeSpan? MediaLifetime { get; set; }

    /// <summary>
    /// Whether what fal makes is seen by the account alone (an <c>initial_acl</c> that forbids); otherwise by everybody who knows its
    /// address, unless the account's own setting says something else. It is then fetched by an address that fal signs for a while.
    /// </summary>
    public bool Private { get; set; }

    /// <summary>Whether a job's status stream is followed, to know sooner that it has ended.</summary>
    public bool Streams { get; set; } = true;

    /// <summary>Public address that fal's webhooks reach; null for none. They wake up, and prove nothing.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>How far the time of a webhook may be off. 5 minutes by default, as fal documents it.</summary>
    public TimeSpan WebhookWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the keys of webhooks are kept. 24 hours by default, the most that fal allows.</summary>
    public TimeSpan WebhookKeysFor { get; set; } = TimeSpan.FromHours(24);
}
