using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>One workflow and the changes that somebody could make to it.</summary>
public static class ChangingWorkflow
{
    private static Task GreetAsync(string name = "Ada", ActivityOptions? options = null)
        => Workflow.ExecuteActivityAsync(() => StepActivities.Greet(name), options ?? StepActivities.Options);

    private static Task TwiceAsync() => Workflow.ExecuteActivityAsync(() => StepActivities.Twice(1), StepActivities.Options);

    [Workflow("changing")]
    public sealed class Original
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await GreetAsync();
            await Workflow.DelayAsync(20);
            await TwiceAsync();
        }
    }

    [Workflow("changing")]
    public sealed class OtherType
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await TwiceAsync();
            await Workflow.DelayAsync(20);
            await TwiceAsync();
        }
    }

    [Workflow("changing")]
    public sealed class Removed
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.DelayAsync(20);
            await TwiceAsync();
        }
    }

    [Workflow("changing")]
    public sealed class Reordered
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.DelayAsync(20);
            await GreetAsync();
            await TwiceAsync();
        }
    }

    [Workflow("changing")]
    public sealed class Extra
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await GreetAsync();
            await Workflow.DelayAsync(20);
            await TwiceAsync();
            await TwiceAsync();
        }
    }

    [Workflow("changing")]
    public sealed class Missing
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await GreetAsync();
            await Workflow.DelayAsync(20);
        }
    }

    [Workflow("changing")]
    public sealed class OtherInputAndTimeouts
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await GreetAsync("Grace", new() { ScheduleToCloseTimeout = TimeSpan.FromMinutes(7), RetryPolicy = new() { MaximumAttempts = 9 } });
            await Workflow.DelayAsync(21);
            await TwiceAsync();
        }
    }
}
