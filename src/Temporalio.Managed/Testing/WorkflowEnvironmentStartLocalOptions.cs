using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>
/// Options of <see cref="WorkflowEnvironment.StartLocalAsync"/>: those of the client, and those of the service. Without a target
/// host the service listens on a free port of the loopback address.
/// </summary>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions, ICloneable
{
    /// <summary>Gets or sets where downloads go. Nothing is ever downloaded.</summary>
    public string? DownloadDirectory { get; set; }

    /// <summary>Gets or sets a value indicating whether the service's user interface is started too. Only <c>temporal</c> has one.</summary>
    public bool UI { get; set; }

    /// <summary>Gets or sets the port of the user interface; 0 for that of the service plus 1000.</summary>
    public int UIPort { get; set; }

    /// <summary>Gets or sets search attributes to register.</summary>
    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }

    /// <summary>Gets or sets the options of the service.</summary>
    public DevServerOptions DevServerOptions { get; set; } = new();

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartLocalOptions)base.Clone();
        copy.DevServerOptions = (DevServerOptions)DevServerOptions.Clone();
        return copy;
    }
}
