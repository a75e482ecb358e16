using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>
/// Options of <see cref="WorkflowEnvironment.StartTimeSkippingAsync"/>: those of the client, and those of the service. Without a
/// target host the service listens on a free port of the loopback address.
/// </summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions, ICloneable
{
    /// <summary>Gets or sets where downloads go. Nothing is ever downloaded.</summary>
    public string? DownloadDirectory { get; set; }

    /// <summary>Gets or sets the options of the service.</summary>
    public TestServerOptions TestServer { get; set; } = new();

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartTimeSkippingOptions)base.Clone();
        copy.TestServer = (TestServerOptions)TestServer.Clone();
        return copy;
    }
}
