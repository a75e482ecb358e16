namespace Temporalio.Testing;

/// <summary>Options of the service that <see cref="WorkflowEnvironment.StartTimeSkippingAsync"/> starts.</summary>
public class TestServerOptions : ICloneable
{
    /// <summary>
    /// Gets or sets the program to start: the development service (<c>Temporalio.DevServer.Host</c>), or Temporal's test server.
    /// Default: what <c>TEMPORALIO_DEV_SERVER</c> names, or the development service beside this assembly.
    /// </summary>
    public string? ExistingPath { get; set; }

    /// <summary>Gets or sets the version to download. Nothing is ever downloaded: only <c>default</c> is taken.</summary>
    public string DownloadVersion { get; set; } = "default";

    /// <summary>Gets or sets further arguments of the program.</summary>
    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    /// <summary>Gets or sets for how long a download is kept. Nothing is ever downloaded.</summary>
    public TimeSpan? DownloadTtl { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
