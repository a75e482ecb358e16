using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Workers;
using Temporalio.Exceptions;

namespace Temporalio.Conformance.Scenarios;

/// <summary>I 125: what the managed client makes of a chain of runs.</summary>
public abstract class ClientScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task I125_ResultOfTheFirstRun_IsThatOfTheLast()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        await scene.WithWorkerAsync(
            async () =>
            {
                var handle = await scene.Client.StartWorkflowAsync((CountdownWorkflow w) => w.RunAsync(2), scene.Options());
                var last = await handle.GetResultAsync();
                Assert.NotEqual(handle.ResultRunId, last);
                Assert.Equal(last, await scene.Client.GetWorkflowHandle(handle.Id).GetResultAsync<string>());
                var ended = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => handle.GetResultAsync(followRuns: false));
                Assert.NotEqual(handle.ResultRunId, ended.NewRunId);
                Assert.NotEqual(last, ended.NewRunId);
            },
            typeof(CountdownWorkflow));
    }

    public sealed class OnDevService() : ClientScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ClientScenarios(ServiceKind.Real);
}
