using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Client;

namespace Temporalio.Conformance.Workers;

/// <summary>Activities that talk to the workflow that called them.</summary>
public sealed class SignallingActivities(ITemporalClient client)
{
    private readonly ConcurrentDictionary<string, bool> signalled = new();

    /// <summary>
    /// Signals the calling workflow, only once although a refused task makes it run again; the signal is in the history
    /// before the activity returns.
    /// </summary>
    [Activity]
    public async Task SignalOnceAsync()
    {
        var info = ActivityExecutionContext.Current.Info;
        if (!signalled.TryAdd(info.WorkflowId!, true))
        {
            return;
        }

        await client.GetWorkflowHandle<TroubledWorkflow.Interrupted>(info.WorkflowId!, info.WorkflowRunId).SignalAsync(w => w.KnockAsync());
    }
}
