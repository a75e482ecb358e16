using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenes;

/// <content>What the raw worker does with workflow tasks.</content>
public sealed partial class Scene
{
    /// <summary>Long enough for a task that follows a 10 s timeout.</summary>
    private const double PollSeconds = 25;

    /// <summary>Polls as a worker would, which polls again; a service that is busy may answer one with nothing or give it up.</summary>
    private const int Polls = 3;

    /// <summary>The next task of the normal queue; fails if none comes.</summary>
    public Task<PollWorkflowTaskQueueResponse> PollTask()
        => Poll(() => TryPollTask(PollSeconds), task => !task.TaskToken.IsEmpty, "workflow task");

    /// <summary>The next task of the sticky queue; fails if none comes.</summary>
    public Task<PollWorkflowTaskQueueResponse> PollStickyTask()
        => Poll(() => TryPollTask(PollSeconds, sticky: true), task => !task.TaskToken.IsEmpty, "sticky workflow task");

    /// <summary>One poll; the answer is empty when no task came (about 1 s before the deadline).</summary>
    public Task<PollWorkflowTaskQueueResponse> TryPollTask(double seconds, bool sticky = false)
        => Call<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(
            "PollWorkflowTaskQueue",
            new()
            {
                Namespace = Namespace,
                TaskQueue = sticky
                    ? new() { Name = StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = Queue }
                    : new() { Name = Queue, Kind = TaskQueueKind.Normal },
                Identity = WorkerIdentity,
            },
            TimeSpan.FromSeconds(seconds));

    /// <summary>Asserts that no workflow task is waiting in the normal queue.</summary>
    public async Task NoTask(double seconds = 3)
        => Assert.True((await TryPollTask(seconds)).TaskToken.IsEmpty, "a workflow task was not expected");

    /// <summary>Starts a sticky poll and returns once the service knows of it, so that the next task can go to it.</summary>
    public async Task<Task<PollWorkflowTaskQueueResponse>> BeginStickyPoll()
    {
        var poll = PollStickyTask();
        await Until(async () => (await DescribeQueue(StickyQueue, TaskQueueType.Workflow, sticky: true)).Pollers.Count > 0);
        return poll;
    }

    public Task<DescribeTaskQueueResponse> DescribeQueue(string name, TaskQueueType type, bool sticky = false)
        => Call<DescribeTaskQueueRequest, DescribeTaskQueueResponse>(
            "DescribeTaskQueue",
            new()
            {
                Namespace = Namespace,
                TaskQueue = new() { Name = name, Kind = sticky ? TaskQueueKind.Sticky : TaskQueueKind.Normal, NormalName = sticky ? Queue : "" },
                TaskQueueType = type,
            });

    public Task<RespondWorkflowTaskCompletedResponse> Complete(PollWorkflowTaskQueueResponse task, params Command[] commands)
        => Complete(task, _ => { }, commands);

    /// <summary>Completes a task and asks for the following ones on the sticky queue.</summary>
    public Task<RespondWorkflowTaskCompletedResponse> CompleteSticky(PollWorkflowTaskQueueResponse task, params Command[] commands)
        => Complete(task, Sticky, commands);

    public Task<RespondWorkflowTaskCompletedResponse> Complete(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> change, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = Namespace,
            TaskToken = task.TaskToken,
            Identity = WorkerIdentity,
        };
        request.Commands.AddRange(commands);
        change(request);
        return Call<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>("RespondWorkflowTaskCompleted", request);
    }

    /// <summary>A change of a completion: asks for the following tasks on the sticky queue.</summary>
    public void Sticky(RespondWorkflowTaskCompletedRequest request)
        => request.StickyAttributes = new StickyExecutionAttributes
        {
            WorkerTaskQueue = new() { Name = StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = Queue },
            ScheduleToStartTimeout = TimeSpan.FromSeconds(5).ToDuration(),
        };

    public Task<RespondWorkflowTaskFailedResponse> FailTask(PollWorkflowTaskQueueResponse task, Failure? failure = null)
        => Call<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>(
            "RespondWorkflowTaskFailed",
            new()
            {
                Namespace = Namespace,
                TaskToken = task.TaskToken,
                Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
                Failure = failure ?? Failures.Application(),
                Identity = WorkerIdentity,
            });

    /// <summary>Answers a task that carries nothing but a query.</summary>
    public Task<RespondQueryTaskCompletedResponse> AnswerQuery(PollWorkflowTaskQueueResponse task, string json)
        => Call<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(
            "RespondQueryTaskCompleted",
            new() { Namespace = Namespace, TaskToken = task.TaskToken, CompletedType = QueryResultType.Answered, QueryResult = Json.Of(json) });

    public Task<RespondQueryTaskCompletedResponse> FailQuery(PollWorkflowTaskQueueResponse task, string message)
        => Call<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(
            "RespondQueryTaskCompleted",
            new()
            {
                Namespace = Namespace,
                TaskToken = task.TaskToken,
                CompletedType = QueryResultType.Failed,
                ErrorMessage = message,
                Failure = Failures.Application(message),
            });

    /// <summary>Polls the next task of the normal queue and completes it.</summary>
    public async Task<PollWorkflowTaskQueueResponse> RunTask(params Command[] commands)
    {
        var task = await PollTask();
        await Complete(task, commands);
        return task;
    }

    private static async Task<T> Poll<T>(Func<Task<T>> poll, Func<T, bool> isTask, string what)
    {
        for (var left = Polls; left > 0; left--)
        {
            try
            {
                var answer = await poll();
                if (isTask(answer))
                {
                    return answer;
                }
            }
            catch (WireException busy) when (left > 1 && IsBusy(busy))
            {
                // Polled again.
            }
        }

        throw new InvalidOperationException($"no {what} within {Polls} polls of {PollSeconds} s");
    }

    /// <summary>The service did not come to an answer in time.</summary>
    private static bool IsBusy(WireException error)
        => error.Code is GrpcCode.DeadlineExceeded or GrpcCode.Cancelled or GrpcCode.Unavailable or GrpcCode.ResourceExhausted;
}
