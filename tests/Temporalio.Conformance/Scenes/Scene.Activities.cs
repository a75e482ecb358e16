using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Conformance.Scenes;

/// <content>What the raw worker does with activities.</content>
public sealed partial class Scene
{
    /// <summary>An activity with start-to-close 60 s and schedule-to-start unset, unless changed.</summary>
    public Command ScheduleActivity(string id = "1", Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new() { Name = ActivityType },
            TaskQueue = new() { Name = Queue, Kind = TaskQueueKind.Normal },
            StartToCloseTimeout = TimeSpan.FromSeconds(60).ToDuration(),
        };
        change?.Invoke(attributes);
        return new() { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = attributes };
    }

    /// <summary>A retry policy in seconds; 0 attempts are unlimited.</summary>
    public static RetryPolicy Retry(double initial = 1, double coefficient = 2, double maximum = 0, int attempts = 0, params string[] nonRetryable)
    {
        var policy = new RetryPolicy
        {
            InitialInterval = TimeSpan.FromSeconds(initial).ToDuration(),
            BackoffCoefficient = coefficient,
            MaximumInterval = maximum == 0 ? null : TimeSpan.FromSeconds(maximum).ToDuration(),
            MaximumAttempts = attempts,
        };
        policy.NonRetryableErrorTypes.AddRange(nonRetryable);
        return policy;
    }

    public Task<PollActivityTaskQueueResponse> PollActivity()
        => Poll(() => TryPollActivity(PollSeconds), task => !task.TaskToken.IsEmpty, "activity task");

    public Task<PollActivityTaskQueueResponse> TryPollActivity(double seconds, Action<PollActivityTaskQueueRequest>? change = null)
    {
        var request = new PollActivityTaskQueueRequest { Namespace = Namespace, TaskQueue = new() { Name = Queue }, Identity = WorkerIdentity };
        change?.Invoke(request);
        return Call<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>(
            "PollActivityTaskQueue", request, TimeSpan.FromSeconds(seconds));
    }

    public Task<RespondActivityTaskCompletedResponse> CompleteActivity(
        PollActivityTaskQueueResponse task, string json = "\"result\"", string identity = WorkerIdentity)
        => CompleteActivity(task, Json.Of(json), identity);

    public Task<RespondActivityTaskCompletedResponse> CompleteActivity(
        PollActivityTaskQueueResponse task, Payloads result, string identity = WorkerIdentity)
        => Call<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted",
            new() { Namespace = Namespace, TaskToken = task.TaskToken, Result = result, Identity = identity });

    public Task<RespondActivityTaskFailedResponse> FailActivity(
        PollActivityTaskQueueResponse task, Failure? failure = null, Payloads? lastHeartbeat = null)
        => Call<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(
            "RespondActivityTaskFailed",
            new()
            {
                Namespace = Namespace,
                TaskToken = task.TaskToken,
                Failure = failure ?? Failures.Application(),
                Identity = WorkerIdentity,
                LastHeartbeatDetails = lastHeartbeat,
            });

    public Task<RespondActivityTaskCanceledResponse> CancelActivity(PollActivityTaskQueueResponse task, string json = "\"stopped\"")
        => Call<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>(
            "RespondActivityTaskCanceled",
            new() { Namespace = Namespace, TaskToken = task.TaskToken, Details = Json.Of(json), Identity = WorkerIdentity });

    public Task<RecordActivityTaskHeartbeatResponse> Heartbeat(PollActivityTaskQueueResponse task, string json)
        => Call<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat",
            new() { Namespace = Namespace, TaskToken = task.TaskToken, Details = Json.Of(json), Identity = WorkerIdentity });
}
