using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public sealed class BatchTests(TemporalService service)
{
    [ServiceFact]
    public async Task StartBatchOperationAsync_Termination_TerminatesWhatItNames()
    {
        var handles = new List<WorkflowHandle>();
        for (var i = 0; i < 2; i++)
            handles.Add(await service.Client.StartWorkflowAsync("nobody", [], new($"batch-{Guid.NewGuid():N}", "nobody-polls")));
        var job = $"{Guid.NewGuid():N}";
        var raw = service.Client.WorkflowService;
        await raw.StartBatchOperationAsync(new()
        {
            Namespace = "default",
            JobId = job,
            Reason = "tidy up",
            Executions = { handles.Select(h => new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = h.Id }) },
            TerminationOperation = new() { Identity = "tests" },
        });
        foreach (var handle in handles)
        {
            var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.Equal("tidy up", Assert.IsType<TerminatedFailureException>(error.InnerException).Message);
        }
        var described = await raw.DescribeBatchOperationAsync(new() { Namespace = "default", JobId = job });
        Assert.Equal((job, "tidy up"), (described.JobId, described.Reason));
    }

    [ServiceFact]
    public async Task ListClustersAsync_DevelopmentService_IsOne() =>
        Assert.Single((await service.Client.OperatorService.ListClustersAsync(new())).Clusters);
}
