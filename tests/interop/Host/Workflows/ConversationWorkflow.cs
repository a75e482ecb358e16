using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>Collects numbers by signal and by update until it is told to finish.</summary>
[Workflow("conversation")]
internal sealed class ConversationWorkflow
{
    private int total;
    private bool finished;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => finished);
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return total;
    }

    [WorkflowQuery("total")]
    public int Total() => total;

    [WorkflowSignal("add")]
    public Task AddAsync(int number)
    {
        total += number;
        return Task.CompletedTask;
    }

    [WorkflowSignal("finish")]
    public Task FinishAsync()
    {
        finished = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdate("addDouble")]
    public async Task<int> AddDoubleAsync(int number)
    {
        total += await InteropOptions.DoubleAsync(number);
        return total;
    }

    [WorkflowUpdateValidator(nameof(AddDoubleAsync))]
    public void CheckNumber(int number)
    {
        if (number <= 0)
        {
            throw new ApplicationFailureException("only numbers above zero", errorType: "OutOfRange", nonRetryable: true);
        }
    }
}
