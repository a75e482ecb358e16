using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Where the SDK's own messages go in addition to the loggers of client and worker.</summary>
public class LogForwardingOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="LogForwardingOptions"/> class.</summary>
    public LogForwardingOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LogForwardingOptions"/> class.</summary>
    /// <param name="logger">Logger that takes the messages.</param>
    public LogForwardingOptions(ILogger logger) => Logger = logger;

    /// <summary>Gets or sets the logger that takes the messages.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Gets or sets a value indicating whether the named values of a message go with it. Without them only its text does.</summary>
    public bool IncludeFields { get; set; } = true;

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
