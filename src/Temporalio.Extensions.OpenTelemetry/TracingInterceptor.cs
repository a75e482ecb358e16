using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// Makes spans for calls of clients, for workflows and for activities, and hands the trace on from one to the next in a header.
/// Given to a client it serves the client's workers too. Workflow code that wants spans of its own makes them by
/// <see cref="ActivitySourceExtensions.TrackWorkflowDiagnosticActivity"/>.
/// </summary>
public partial class TracingInterceptor : IClientInterceptor, IWorkerInterceptor
{
    /// <summary>Source of the spans of clients.</summary>
    public static readonly ActivitySource ClientSource = new("Temporalio.Extensions.OpenTelemetry.Client");

    /// <summary>Source of the spans of workflows.</summary>
    public static readonly ActivitySource WorkflowsSource = new("Temporalio.Extensions.OpenTelemetry.Workflow");

    /// <summary>Source of the spans of activities.</summary>
    public static readonly ActivitySource ActivitiesSource = new("Temporalio.Extensions.OpenTelemetry.Activity");

    /// <summary>Initializes a new instance of the <see cref="TracingInterceptor"/> class.</summary>
    /// <param name="options">Options; not to be changed afterwards.</param>
    public TracingInterceptor(TracingInterceptorOptions? options = null) => Options = options ?? new();

    /// <summary>Gets the options.</summary>
    public TracingInterceptorOptions Options { get; init; }

    /// <inheritdoc />
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new TracedClient(this, nextInterceptor);

    /// <inheritdoc />
    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new TracedWorkflow(this, nextInterceptor);

    /// <inheritdoc />
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new TracedActivity(this, nextInterceptor);

    /// <summary>Writes a trace into headers.</summary>
    /// <param name="headers">Headers to add to; null for new ones.</param>
    /// <param name="ctx">The trace.</param>
    /// <returns>The headers.</returns>
    protected virtual IDictionary<string, Payload> HeadersFromContext(IDictionary<string, Payload>? headers, PropagationContext ctx)
    {
        headers ??= new Dictionary<string, Payload>();

        // Headers are encoded by the data converter's codec later, so the default converter it is.
        headers[Options.HeaderKey] = DataConverter.Default.PayloadConverter.ToPayload(HeadersFromContext((IDictionary<string, string>?)null, ctx));
        return headers;
    }

    /// <summary>Writes a trace into headers of text.</summary>
    /// <param name="headers">Headers to add to; null for new ones.</param>
    /// <param name="ctx">The trace.</param>
    /// <returns>The headers.</returns>
    protected virtual IDictionary<string, string> HeadersFromContext(IDictionary<string, string>? headers, PropagationContext ctx)
    {
        headers ??= new Dictionary<string, string>();
        Options.Propagator.Inject(ctx, headers, (carrier, name, value) => carrier[name] = value);
        return headers;
    }

    /// <summary>Reads a trace from headers.</summary>
    /// <param name="headers">The headers.</param>
    /// <returns>The trace; null if there is none.</returns>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, Payload>? headers) =>
        headers is not null && headers.TryGetValue(Options.HeaderKey, out var payload)
            ? HeadersToContext((IReadOnlyDictionary<string, string>?)DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(payload))
            : null;

    /// <summary>Reads a trace from headers of text.</summary>
    /// <param name="headers">The headers.</param>
    /// <returns>The trace; null if there are no headers.</returns>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, string>? headers) => headers is null
        ? null
        : Options.Propagator.Extract(default, headers, (carrier, name) => carrier.TryGetValue(name, out var value) ? [value] : []);

    /// <summary>Makes the tags of a call about a workflow.</summary>
    /// <param name="workflowId">Workflow id.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateWorkflowTags(string workflowId) => Tags((Options.TagNameWorkflowId, workflowId));

    /// <summary>Makes the tags of a call about an update.</summary>
    /// <param name="workflowId">Workflow id.</param>
    /// <param name="updateId">Update id; null if it is not known yet.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateUpdateTags(string workflowId, string? updateId) =>
        Tags((Options.TagNameWorkflowId, workflowId), (Options.TagNameUpdateId, updateId));

    /// <summary>Makes the tags of the running workflow.</summary>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInWorkflowTags() =>
        Tags((Options.TagNameWorkflowId, Workflow.Info.WorkflowId), (Options.TagNameRunId, Workflow.Info.RunId));

    /// <summary>Makes the tags of the running activity.</summary>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInActivityTags()
    {
        var info = ActivityExecutionContext.Current.Info;
        return Tags(
            (Options.TagNameWorkflowId, info.WorkflowId), (Options.TagNameRunId, info.WorkflowRunId), (Options.TagNameActivityId, info.ActivityId));
    }

    /// <summary>Makes the tags of a call about an activity that belongs to no workflow.</summary>
    /// <param name="activityId">Activity id.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateStandaloneActivityTags(string activityId) =>
        Tags((Options.TagNameActivityId, activityId));

    private static List<KeyValuePair<string, object?>> Tags(params ReadOnlySpan<(string? Name, string? Value)> wanted)
    {
        var tags = new List<KeyValuePair<string, object?>>(wanted.Length);
        foreach (var (name, value) in wanted)
        {
            if (name is not null && value is not null)
                tags.Add(new(name, value));
        }
        return tags;
    }

    /// <summary>Notes an exception; one that is part of the plan does not make the span an error.</summary>
    private static void Note(Activity? span, Exception e)
    {
        if (e is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
        span?.AddException(e);
    }

    /// <summary>Runs a call within a span. The span is started here, so that it is current for the call only and not for the caller.</summary>
    private static async Task<T> WithinAsync<T>(Func<Activity?> start, Func<Task<T>> call)
    {
        using var span = start();
        try
        {
            return await call();
        }
        catch (Exception e)
        {
            Note(span, e);
            throw;
        }
    }
}
