using OpenTelemetry.Context.Propagation;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Options of a <see cref="TracingInterceptor"/>.</summary>
public class TracingInterceptorOptions : ICloneable
{
    /// <summary>Gets or sets the header that carries the trace from caller to callee.</summary>
    public string HeaderKey { get; set; } = "_tracer-data";

    /// <summary>Gets or sets how a trace is written to the header. Default: the default of the process if it has set one, else W3C trace context and baggage.</summary>
    public TextMapPropagator Propagator { get; set; } = DefaultPropagator();

    /// <summary>Gets or sets the tag for workflow ids; null for none.</summary>
    public string? TagNameWorkflowId { get; set; } = "temporalWorkflowID";

    /// <summary>Gets or sets the tag for run ids; null for none.</summary>
    public string? TagNameRunId { get; set; } = "temporalRunID";

    /// <summary>Gets or sets the tag for activity ids; null for none.</summary>
    public string? TagNameActivityId { get; set; } = "temporalActivityID";

    /// <summary>Gets or sets the tag for update ids; null for none.</summary>
    public string? TagNameUpdateId { get; set; } = "temporalUpdateID";

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();

    /// <summary>A process that did not set up the OpenTelemetry SDK yet has a default that writes nothing.</summary>
    private static TextMapPropagator DefaultPropagator() => Propagators.DefaultTextMapPropagator is { Fields: not null } set
        ? set
        : new CompositeTextMapPropagator([new TraceContextPropagator(), new BaggagePropagator()]);
}
