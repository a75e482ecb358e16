using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// A span as workflow code may hold it. A workflow lives on in other processes, so its spans are over when they begin: what
/// stays is their context, as parent of what comes. Dispose of it to make its parent the current one again.
/// </summary>
public class WorkflowDiagnosticActivity : IDisposable
{
    private static readonly AsyncLocal<WorkflowDiagnosticActivity?> AsyncCurrent = new();

    internal WorkflowDiagnosticActivity(Activity? activity, ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("Not in a workflow");
        Activity = activity;
        Context = context;
        Tags = tags;
        Parent = Current;
        AsyncCurrent.Value = this;
    }

    /// <summary>Gets the innermost one of the calling code; null outside traced workflows.</summary>
    public static WorkflowDiagnosticActivity? Current => AsyncCurrent.Value;

    /// <summary>Gets the one that was current before.</summary>
    public WorkflowDiagnosticActivity? Parent { get; }

    /// <summary>Gets the context that children have as parent.</summary>
    public ActivityContext Context { get; }

    /// <summary>Gets the span, already stopped; null if there is none, as while replaying or when nobody listens.</summary>
    public Activity? Activity { get; }

    /// <summary>Gets the tags that children inherit.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>>? Tags { get; }

    /// <summary>Makes a context from elsewhere the current one.</summary>
    /// <param name="context">The context.</param>
    /// <param name="tags">Tags that children inherit.</param>
    /// <returns>What holds it; dispose of it to go back.</returns>
    /// <exception cref="InvalidOperationException">The calling code is not part of a workflow.</exception>
    public static WorkflowDiagnosticActivity AttachFromContext(ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags = null) =>
        new(null, context, tags);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the parent the current one.</summary>
    /// <param name="disposing">Whether it is disposed of, not finalized.</param>
    protected virtual void Dispose(bool disposing) => AsyncCurrent.Value = Parent;
}
