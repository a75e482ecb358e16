using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public class TemporalClientListTests(TemporalService service)
{
    private readonly string type = $"Film{Guid.NewGuid():N}";

    [ServiceFact]
    public async Task ListAndCount_ThreeWorkflows_AreFoundInPages()
    {
        for (var i = 0; i < 3; i++)
            await service.Client.StartWorkflowAsync(type, [], new($"{type}-{i}", type));
        await service.Client.GetWorkflowHandle($"{type}-0").TerminateAsync();
        var query = $"WorkflowType = '{type}'";
        await UntilCountedAsync($"{query} AND ExecutionStatus = 'Terminated'", 1);
        await UntilCountedAsync(query, 3);

        var ids = new List<string>();
        await foreach (var workflow in service.Client.ListWorkflowsAsync(query))
            ids.Add(workflow.Id);
        Assert.Equal([$"{type}-0", $"{type}-1", $"{type}-2"], ids.Order());

        var limited = 0;
        await foreach (var workflow in service.Client.ListWorkflowsAsync(query, new() { Limit = 2 }))
            limited++;
        Assert.Equal(2, limited);

        var first = await service.Client.ListWorkflowsPaginatedAsync(query, null, new() { PageSize = 2 });
        Assert.Equal(2, first.Workflows.Count);
        var second = await service.Client.ListWorkflowsPaginatedAsync(query, first.NextPageToken, new() { PageSize = 2 });
        Assert.Single(second.Workflows);

        var grouped = await service.Client.CountWorkflowsAsync($"{query} GROUP BY ExecutionStatus");
        Assert.Equal(
            [("Running", 2L), ("Terminated", 1L)],
            grouped.Groups.Select(g => ((string)g.GroupValues.Single(), g.Count)).Order());

        var histories = 0;
        await foreach (var history in service.Client.ListWorkflowHistoriesAsync(query))
        {
            histories++;
            Assert.Equal(EventType.WorkflowExecutionStarted, history.Events.First().EventType);
        }

        Assert.Equal(3, histories);
    }

    /// <summary>Visibility follows the histories with a delay.</summary>
    private async Task UntilCountedAsync(string query, long count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while ((await service.Client.CountWorkflowsAsync(query)).Count != count)
            limit.Token.ThrowIfCancellationRequested();
    }
}
