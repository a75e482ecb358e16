using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>A 11–13: reading histories, with and without waiting.</summary>
public abstract class HistoryCallScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task A11_CloseEventOfOpenRun_BlocksThenAnswersEmptyWithToken()
    {
        await Scene.Start();
        var asked = DateTime.UtcNow;
        var page = await CloseEventCall();
        // The service holds such a call for 20 s.
        Assert.True(DateTime.UtcNow - asked > TimeSpan.FromSeconds(15));
        Assert.Empty(page.History?.Events ?? []);
        Assert.False(page.NextPageToken.IsEmpty);

        var pending = CloseEventCall(page.NextPageToken);
        await Scene.RunTask(Commands.CompleteWorkflow());
        var closed = await pending;
        Assert.Equal(EventType.WorkflowExecutionCompleted, Assert.Single(closed.History.Events).EventType);
        Assert.True(closed.NextPageToken.IsEmpty);
    }

    [Scenario]
    public async Task A11_CloseEventWithoutWait_BlocksThenAnswersEmptyWithoutToken()
    {
        await Scene.Start();
        var asked = DateTime.UtcNow;
        var page = await Scene.HistoryPage(r => r.HistoryEventFilterType = HistoryEventFilterType.CloseEvent);
        Assert.True(DateTime.UtcNow - asked > TimeSpan.FromSeconds(15));
        Assert.Empty(page.History?.Events ?? []);
        Assert.True(page.NextPageToken.IsEmpty);
    }

    [Scenario]
    public async Task A12_HistoryInSmallPages_ConcatenatesToTheWhole()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
        await Scene.CompleteActivity(await Scene.PollActivity());
        await Scene.RunTask(Commands.CompleteWorkflow());
        var events = new List<HistoryEvent>();
        var sizes = new List<int>();
        var token = ByteString.Empty;
        do
        {
            var page = await Scene.HistoryPage(r =>
            {
                r.MaximumPageSize = 2;
                r.NextPageToken = token;
            });
            events.AddRange(page.History.Events);
            token = page.NextPageToken;
            sizes.Add(page.History.Events.Count);
        }
        while (!token.IsEmpty);
        Assert.Equal(await Scene.History(), events);
        // The size counts batches, the events of one transaction: 1-2 3 | 4-5 6-8 | 9 10-11. A last empty page may follow.
        Assert.Equal([3, 5, 3], sizes.Where(size => size > 0));
    }

    [Scenario]
    public async Task A13_WaitForNewEvents_DeliversOnlyWhatCameSince()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        var first = await Scene.HistoryPage(r => r.WaitNewEvent = true);
        Assert.Equal(5, first.History.Events.Count);
        Assert.False(first.NextPageToken.IsEmpty);

        var pending = Scene.HistoryPage(r =>
        {
            r.WaitNewEvent = true;
            r.NextPageToken = first.NextPageToken;
        });
        Assert.False(pending.IsCompleted);
        await Scene.Signal("go");
        Scene.EventsAre((await pending).History.Events, "6:Signaled 7:TaskScheduled");
    }

    private Task<GetWorkflowExecutionHistoryResponse> CloseEventCall(ByteString? token = null)
        => Scene.HistoryPage(r =>
        {
            r.WaitNewEvent = true;
            r.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
            r.NextPageToken = token ?? ByteString.Empty;
        });

    public sealed class OnDevService() : HistoryCallScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : HistoryCallScenarios(ServiceKind.Real);
}
