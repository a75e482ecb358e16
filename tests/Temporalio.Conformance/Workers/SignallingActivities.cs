using Temporalio.Activities;
using Temporalio.Client;

namespace Temporalio.Conformance.Workers;

/// <summary>Activities that talk to the workflow that called them.</summary>
public sealed class SignallingActivities(ITemporalClient client)
{
    /// <summary>Signals the calling workflow; the signal is in the history before the activity returns.</summary>
    [Activity]
    public async Task SignalOnceAsync()
    {
        var info = ActivityExecutionContext.Current.Info;
        await client.GetWorkflowHandle<TroubledWorkflow.Interrupted>(info.WorkflowId!, info.WorkflowRunId).SignalAsync(w => w.KnockAsync());
    }
}
