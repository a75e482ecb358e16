namespace Orchestrator.Providers.Vertex;

/// <summary>Where Vertex is, for which project, and where its clips go.</summary>
public sealed class VertexOptions
{
    /// <summary>The service; Veo is in us-central1 alone.</summary>
    public Uri Address { get; set; } = new("https://us-central1-aiplatform.googleapis.com/");

    /// <summary>The service of models that belong to no region, as those that draw do.</summary>
    public Uri Global { get; set; } = new("https://aiplatform.googleapis.com/");

    /// <summary>Cloud Storage.</summary>
    public Uri Storage { get; set; } = new("https://storage.googleapis.com/");

    /// <summary>The project that pays.</summary>
    public string Project { get; set; } = "";

    /// <summary>The region.</summary>
    public string Location { get; set; } = "us-central1";

    /// <summary>The bucket that clips go to; each attempt gets a prefix of its own, by which a lost one is found again.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>Largest picture inside a request, in bytes; what is larger, and every clip, goes into the bucket first. 7 MB by default: a request has 20 MB.</summary>
    public long InlineLimit { get; set; } = 7_000_000;

    /// <summary>How long a job may take until its clip is surely in the bucket. 15 minutes by default; Veo takes six at most.</summary>
    public TimeSpan FinishedWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one call may take. 60 seconds by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest clip that is accepted, in bytes. 500 MB by default.</summary>
    public long LargestClip { get; set; } = 500_000_000;
}
