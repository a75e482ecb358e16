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

    /// <summary>Gets or sets how often workers tell the service how they are; null for never. Default: 60 s. Needs a service that takes it.</summary>
    public TimeSpan? WorkerHeartbeatInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets a value indicating whether heartbeats of workers leave out the host and the process.</summary>
    public bool DisableEnvironmentInfo { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
