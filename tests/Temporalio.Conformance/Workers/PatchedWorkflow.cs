using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>The life of a patch: before it, with it, deprecated, gone.</summary>
public static class PatchedWorkflow
{
    private const string Patch = "twice-not-greet";

    /// <summary>Runs wait at their beginning, so that a patch can come while they run.</summary>
    public abstract class Base
    {
        private bool going;

        [WorkflowSignal("go")]
        public Task GoAsync()
        {
            going = true;
            return Task.CompletedTask;
        }

        protected Task GoneAsync() => Workflow.WaitConditionAsync(() => going);

        protected static async Task<string> OldAsync()
        {
            await Workflow.ExecuteActivityAsync(() => StepActivities.Greet("old"), StepActivities.Options);
            return "old";
        }

        protected static async Task<string> NewAsync()
        {
            await Workflow.ExecuteActivityAsync(() => StepActivities.Twice(1), StepActivities.Options);
            return "new";
        }
    }

    [Workflow("patched")]
    public sealed class Before : Base
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(10);
            await GoneAsync();
            return await OldAsync();
        }
    }

    [Workflow("patched")]
    public sealed class With : Base
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var patched = Workflow.Patched(Patch);
            await Workflow.DelayAsync(10);
            await GoneAsync();
            return patched ? await NewAsync() : await OldAsync();
        }
    }

    [Workflow("patched")]
    public sealed class Deprecated : Base
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Workflow.DeprecatePatch(Patch);
            await Workflow.DelayAsync(10);
            await GoneAsync();
            return await NewAsync();
        }
    }

    [Workflow("patched")]
    public sealed class Gone : Base
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(10);
            await GoneAsync();
            return await NewAsync();
        }
    }
}
