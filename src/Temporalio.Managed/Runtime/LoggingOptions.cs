namespace Temporalio.Runtime;

/// <summary>Options of the SDK's own messages.</summary>
public class LoggingOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="LoggingOptions"/> class.</summary>
    public LoggingOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LoggingOptions"/> class.</summary>
    /// <param name="filter">Which messages are wanted.</param>
    public LoggingOptions(TelemetryFilterOptions filter) => Filter = filter;

    /// <summary>Gets or sets which messages are forwarded. Default: warnings and errors.</summary>
    public TelemetryFilterOptions Filter { get; set; } = new();

    /// <summary>Gets or sets where they are forwarded to; null for nowhere.</summary>
    public LogForwardingOptions? Forwarding { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (LoggingOptions)MemberwiseClone();
        copy.Filter = (TelemetryFilterOptions)Filter.Clone();
        copy.Forwarding = (LogForwardingOptions?)Forwarding?.Clone();
        return copy;
    }
}
