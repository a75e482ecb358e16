using Deployment = Temporalio.Api.Deployment.V1.WorkerDeploymentOptions;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Execution;

/// <summary>A slot that waits for the answer to a start. Given back when it is disposed of without a task.</summary>
internal sealed class EagerSeat(EagerWorker worker, SlotPool.Slot slot) : IDisposable
{
    private bool taken;

    public Deployment? Deployment => worker.Deployment;

    public void Take(PollWorkflowTaskQueueResponse? task)
    {
        if (task is null || task.TaskToken.IsEmpty)
            return;
        taken = true;
        worker.Accept(task, slot);
    }

    public void Dispose()
    {
        if (!taken)
            slot.Release();
    }
}
