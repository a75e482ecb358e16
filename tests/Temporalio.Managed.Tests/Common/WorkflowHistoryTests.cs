using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public class WorkflowHistoryTests
{
    [Fact]
    public void FromJson_ShortEnumValues_AreRead()
    {
        const string json = """
            {"events":[
              {"eventId":"1","eventType":"WorkflowExecutionStarted","unknown":{"x":1},"workflowExecutionStartedEventAttributes":
                {"taskQueue":{"name":"q","kind":"Normal"},"initiator":"CronSchedule","continuedFailure":{"timeoutFailureInfo":{"timeoutType":"StartToClose"}}}},
              {"eventId":"2","eventType":"EVENT_TYPE_WORKFLOW_TASK_FAILED","workflowTaskFailedEventAttributes":{"cause":"UnhandledCommand"}},
              {"eventId":"3","eventType":"ActivityTaskTimedOut","activityTaskTimedOutEventAttributes":{"retryState":"MaximumAttemptsReached"}}
            ]}
            """;
        var events = WorkflowHistory.FromJson("film", json).Events.ToArray();
        Assert.Equal(
            [EventType.WorkflowExecutionStarted, EventType.WorkflowTaskFailed, EventType.ActivityTaskTimedOut],
            events.Select(e => e.EventType));
        var started = events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((TaskQueueKind.Normal, ContinueAsNewInitiator.CronSchedule), (started.TaskQueue.Kind, started.Initiator));
        Assert.Equal(TimeoutType.StartToClose, started.ContinuedFailure.TimeoutFailureInfo.TimeoutType);
        Assert.Equal(WorkflowTaskFailedCause.UnhandledCommand, events[1].WorkflowTaskFailedEventAttributes.Cause);
        Assert.Equal(RetryState.MaximumAttemptsReached, events[2].ActivityTaskTimedOutEventAttributes.RetryState);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    public void FromJson_NoObject_Throws(string json) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => WorkflowHistory.FromJson("film", json));

    [HistoriesFact]
    public void FromJson_HistoriesOfTheRealService_StayTheSameThroughJson()
    {
        var files = Directory.GetFiles(HistoriesFactAttribute.Folder, "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var history = WorkflowHistory.FromJson("film", File.ReadAllText(file));
            Assert.Equal(EventType.WorkflowExecutionStarted, history.Events.First().EventType);
            Assert.Equal(history.Events, WorkflowHistory.FromJson("film", history.ToJson()).Events);
            using var writer = new StringWriter();
            history.ToJson(writer);
            Assert.Equal(history.ToJson(), writer.ToString());
        }
    }

    private sealed class HistoriesFactAttribute : FactAttribute
    {
        public HistoriesFactAttribute()
        {
            if (!Directory.Exists(Folder))
                Skip = "No recorded histories beside the repository";
        }

        public static string Folder { get; } = Find();

        private static string Find([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(thisFile)!, "..", "..", "..", "..", "shared", "temporal", "histories"));
    }
}
