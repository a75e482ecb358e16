namespace Temporalio.Runtime;

/// <summary>Options of a <see cref="TemporalRuntime"/>.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TemporalRuntimeOptions"/> class.</summary>
    public TemporalRuntimeOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalRuntimeOptions"/> class.</summary>
    /// <param name="telemetry">Telemetry options.</param>
    public TemporalRuntimeOptions(TelemetryOptions telemetry) => Telemetry = telemetry;

    /// <summary>Gets or sets the telemetry options.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
