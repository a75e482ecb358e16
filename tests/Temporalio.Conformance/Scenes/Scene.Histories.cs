using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Histories;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenes;

/// <content>What a scenario observes.</content>
public sealed partial class Scene
{
    /// <summary>Only for waiting: no scenario depends on how often it looks.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>The stored history, without events of tasks that are not written yet.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> History(string? runId = null)
    {
        var events = new List<HistoryEvent>();
        var token = ByteString.Empty;
        do
        {
            var page = await tool.CallAsync<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(
                "GetWorkflowExecutionHistory",
                new() { Namespace = Namespace, Execution = Execution(runId), NextPageToken = token },
                CallDeadline,
                cancellation);
            events.AddRange(page.History.Events);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return events;
    }

    /// <summary>
    /// The history is exactly this listing (see <see cref="EventPattern"/>), and every attribute is as the real service
    /// recorded it for this scenario.
    /// </summary>
    public async Task HistoryIs(string listing, string? runId = null, string? label = null, [CallerMemberName] string scenario = "")
    {
        var events = await HistoryListed(listing, runId);
        HistoryAssert.EqualsRecorded(events, labelled, label is null ? scenario : $"{scenario}-{label}", Kind);
    }

    /// <summary>The history equals a worked example, exported from the real service by its own tool, in every attribute.</summary>
    public async Task HistoryIsExample(string example, string? runId = null)
    {
        var events = await History(runId);
        HistoryAssert.EqualsRecorded(events, labelled, example, Kind);
        HistoryAssert.EqualsGolden(events, labelled, example);
    }

    /// <summary>As <see cref="HistoryIs"/> where attributes outside the listing differ from run to run.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> HistoryListed(string listing, string? runId = null)
    {
        var events = await History(runId);
        HistoryAssert.Matches(events, labelled, listing);
        return events;
    }

    /// <summary>The events a poll brought are exactly this listing, from the given id on.</summary>
    public static void EventsAre(IEnumerable<HistoryEvent> events, string names)
        => Assert.Equal(names, string.Join(' ', events.Select(e => $"{e.EventId}:{HistoryText.ShortName(e)}")));

    /// <summary>The named fields of a message: <c>path=value, …</c> as in <see cref="EventPattern"/>.</summary>
    public void Has(IMessage message, string fields) => HistoryAssert.FieldsMatch(message, labelled, fields);

    /// <summary>The call is refused with this code; the text is compared if given.</summary>
    public static async Task<WireException> Refused(GrpcCode code, Func<Task> call, string? text = null)
    {
        var error = await Assert.ThrowsAsync<WireException>(call);
        Assert.True(error.Code == code, $"expected {code}, got {error.Message}");
        if (text is not null)
        {
            Assert.Equal(text, error.Text);
        }

        return error;
    }

    /// <summary>Waits until the condition holds; the scenario's own limit ends the wait.</summary>
    public async Task Until(Func<Task<bool>> condition)
    {
        while (!await Holds(condition))
        {
            await Task.Delay(LookAgain, cancellation);
        }
    }

    /// <summary>A look that a busy service does not answer shows nothing.</summary>
    private static async Task<bool> Holds(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (WireException busy) when (IsBusy(busy))
        {
            return false;
        }
    }

    /// <summary>Waits until the stored history holds an event of this type.</summary>
    public Task UntilEvent(EventType type, int count = 1)
        => Until(async () => (await History()).Count(e => e.EventType == type) >= count);

    /// <summary>Lets a time pass that the protocol itself states and that leaves no trace to wait for.</summary>
    public Task Elapse(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), cancellation);

    /// <summary>Time between two events of the service's clock.</summary>
    public static TimeSpan Between(HistoryEvent first, HistoryEvent second)
        => second.EventTime.ToDateTime() - first.EventTime.ToDateTime();
}
