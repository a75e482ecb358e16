using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Spans in workflow code.</summary>
public static class ActivitySourceExtensions
{
    /// <summary>Starts a span and stops it at once, and makes it the parent of what follows. A replay makes no span.</summary>
    /// <param name="source">Source of the span.</param>
    /// <param name="name">Name.</param>
    /// <param name="kind">Kind.</param>
    /// <param name="tags">Tags, besides those of the parent.</param>
    /// <param name="links">Links.</param>
    /// <param name="evenOnReplay">Whether a replay makes a span too.</param>
    /// <param name="inheritParentTags">Whether the tags of the parent come first.</param>
    /// <param name="updateActivity">Called with the span, if there is one, before it is stopped.</param>
    /// <returns>What holds the context of the span; dispose of it to go back to the parent.</returns>
    /// <exception cref="InvalidOperationException">The calling code is not part of a workflow.</exception>
    public static WorkflowDiagnosticActivity TrackWorkflowDiagnosticActivity(
        this ActivitySource source,
        string name,
        ActivityKind kind = ActivityKind.Internal,
        IEnumerable<KeyValuePair<string, object?>>? tags = null,
        IEnumerable<ActivityLink>? links = null,
        bool evenOnReplay = false,
        bool inheritParentTags = true,
        Action<Activity>? updateActivity = null)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("Not in a workflow");
        var parent = WorkflowDiagnosticActivity.Current;
        var inherited = inheritParentTags ? parent?.Tags : null;
        KeyValuePair<string, object?>[] all = [.. inherited ?? [], .. tags ?? []];
        var parentContext = parent?.Context ?? default;
        if (Workflow.Unsafe.IsReplaying && !evenOnReplay)
            return new(null, parentContext, all);

        // What listens to spans is none of the workflow's business.
        var span = Workflow.Unsafe.WithTracingEventListenerDisabled(() => StartAndStop(source, name, kind, parentContext, all, links, updateActivity));
        return new(span, span?.Context ?? parentContext, all);
    }

    private static Activity? StartAndStop(
        ActivitySource source,
        string name,
        ActivityKind kind,
        ActivityContext parent,
        KeyValuePair<string, object?>[] tags,
        IEnumerable<ActivityLink>? links,
        Action<Activity>? update)
    {
        var span = source.StartActivity(name, kind, parent, tags, links);
        if (span is null)
            return null;
        update?.Invoke(span);
        span.Stop();
        return span;
    }
}
