using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>Workflows whose tasks do not go as planned.</summary>
public static class TroubledWorkflow
{
    /// <summary>A local activity longer than the task; the service is told by heartbeats of the task.</summary>
    [Workflow("long-local")]
    public sealed class LongLocal
    {
        private int added;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var slow = await Workflow.ExecuteLocalActivityAsync(() => StepActivities.TwiceSlowlyAsync(1), StepActivities.LocalOptions);
            await Workflow.WaitConditionAsync(() => added > 0);
            return slow + added;
        }

        [WorkflowUpdate("add")]
        public async Task<int> AddAsync(int number)
        {
            await Workflow.DelayAsync(10);
            return added += number;
        }
    }

    /// <summary>Is signalled in the very task in which it ends.</summary>
    [Workflow("interrupted")]
    public sealed class Interrupted
    {
        private int signals;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.ExecuteLocalActivityAsync((SignallingActivities a) => a.SignalOnceAsync(), StepActivities.LocalOptions);
            return signals;
        }

        [WorkflowSignal("knock")]
        public Task KnockAsync()
        {
            signals++;
            return Task.CompletedTask;
        }
    }

    /// <summary>Its tasks fail until the test lets one through.</summary>
    [Workflow("failing-tasks")]
    public sealed class FailingTasks
    {
        /// <summary>Workflow ids whose tasks still fail.</summary>
        public static System.Collections.Concurrent.ConcurrentDictionary<string, bool> Broken { get; } = new();

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.DelayAsync(10);
            if (Broken.TryRemove(Workflow.Info.WorkflowId, out _))
            {
                throw new InvalidOperationException("a mistake of the code, not a failure of the workflow");
            }

            return await Workflow.ExecuteActivityAsync(() => StepActivities.Twice(3), StepActivities.Options);
        }
    }
}
