using System.Globalization;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>N 184, 185: compression, and services that go away.</summary>
public abstract class TransportScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    /// <summary>
    /// The real service compresses its answer as the request was; every other scenario shows that a client that does not
    /// compress gets uncompressed answers.
    /// </summary>
    [Scenario]
    public async Task N184_CompressedRequest_IsAccepted()
    {
        using var client = new WireClient(Scene.Address);
        var request = Scene.StartRequest();
        request.Input = Json.Of($"\"{new string('x', 100_000)}\"");
        var started = await client.CallCompressedAsync<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(
            "StartWorkflowExecution", request, Cancellation);
        Assert.NotEmpty(started.RunId);
        var history = await Scene.History(started.RunId);
        Assert.Equal(request.Input, history[0].WorkflowExecutionStartedEventAttributes.Input);
    }

    [Scenario]
    public async Task N185_ServiceRestartsDuringALongPoll_ClientRecoversAndNoTaskIsLost()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            await PollAcrossRestart(Path.Combine(folder.FullName, "service.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task PollAcrossRestart(string database)
    {
        Scene scene;
        Task<PollWorkflowTaskQueueResponse> poll;
        string address;
        await using (var before = await SharedServices.StartOwnAsync(Kind, database))
        {
            address = before.Address;
            scene = Own(new Scene(address, Kind, Cancellation));
            await scene.Start();
            poll = Own(scene.Beside("-idle", "-idle")).TryPollTask(40);
            await scene.Until(async () => (await scene.DescribeQueue(scene.Queue + "-idle", Api.Enums.V1.TaskQueueType.Workflow)).Pollers.Count > 0);
        }

        // The open poll ends at once, with a status or with its connection.
        var error = await Assert.ThrowsAnyAsync<Exception>(() => poll);
        Assert.True(error is HttpRequestException or WireException { Code: GrpcCode.Unavailable }, error.ToString());

        await using var after = await SharedServices.StartOwnAsync(
            Kind, database, int.Parse(address.Split(':')[^1], CultureInfo.InvariantCulture));
        await scene.RunTask(Commands.CompleteWorkflow());
        await scene.HistoryListed($"{FirstTask} Completed");
    }

    public sealed class OnDevService() : TransportScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : TransportScenarios(ServiceKind.Real);
}
