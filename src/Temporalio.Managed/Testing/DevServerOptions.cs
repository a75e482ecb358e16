namespace Temporalio.Testing;

/// <summary>Options of the service that <see cref="WorkflowEnvironment.StartLocalAsync"/> starts.</summary>
public class DevServerOptions : ICloneable
{
    /// <summary>
    /// Gets or sets the program to start: <c>temporal</c>, or the development service (<c>Temporalio.DevServer.Host</c>). Default:
    /// what <c>TEMPORALIO_DEV_SERVER</c> names, the development service beside this assembly, what <c>TEMPORAL_CLI</c> names, or
    /// <c>temporal</c> on the path.
    /// </summary>
    public string? ExistingPath { get; set; }

    /// <summary>Gets or sets the database file. Default: everything is kept in memory.</summary>
    public string? DatabaseFilename { get; set; }

    /// <summary>Gets or sets the format of the service's log. The development service writes none.</summary>
    public string LogFormat { get; set; } = "pretty";

    /// <summary>Gets or sets the lowest level of the service's log.</summary>
    public string LogLevel { get; set; } = "warn";

    /// <summary>Gets or sets the version to download. Nothing is ever downloaded: only <c>default</c> is taken.</summary>
    public string DownloadVersion { get; set; } = "default";

    /// <summary>Gets or sets further arguments of the program.</summary>
    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    /// <summary>Gets or sets for how long a download is kept. Nothing is ever downloaded.</summary>
    public TimeSpan? DownloadTtl { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
