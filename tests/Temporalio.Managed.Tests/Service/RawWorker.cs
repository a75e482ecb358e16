using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;

namespace Temporalio.Tests.Service;

/// <summary>Plays the worker by hand, task by task, with raw calls.</summary>
public sealed class RawWorker(TemporalClient client, string taskQueue)
{
    public async Task<PollWorkflowTaskQueueResponse> PollWorkflowAsync()
    {
        while (true)
        {
            var task = await client.WorkflowService.PollWorkflowTaskQueueAsync(new()
            {
                Namespace = client.Options.Namespace,
                TaskQueue = new() { Name = taskQueue },
                Identity = "raw-worker",
            });
            if (!task.TaskToken.IsEmpty)
                return task;
        }
    }

    public async Task<PollActivityTaskQueueResponse> PollActivityAsync()
    {
        while (true)
        {
            var task = await client.WorkflowService.PollActivityTaskQueueAsync(new()
            {
                Namespace = client.Options.Namespace,
                TaskQueue = new() { Name = taskQueue },
                Identity = "raw-worker",
            });
            if (!task.TaskToken.IsEmpty)
                return task;
        }
    }

    public async Task AnswerAsync(params Command[] commands) => await RespondAsync(await PollWorkflowAsync(), commands);

    public Task RespondAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        client.WorkflowService.RespondWorkflowTaskCompletedAsync(new()
        {
            Namespace = client.Options.Namespace,
            TaskToken = task.TaskToken,
            Identity = "raw-worker",
            Commands = { commands },
        });

    /// <summary>Accepts every update of the next task that has any and completes it with a result; a task that comes before them is just done.</summary>
    public async Task AnswerUpdateAsync(Func<Api.Update.V1.Request, Api.Update.V1.Outcome> handler, params Command[] commands)
    {
        var task = await PollWorkflowAsync();
        while (task.Messages.Count == 0)
        {
            await RespondAsync(task);
            task = await PollWorkflowAsync();
        }

        var answer = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = client.Options.Namespace,
            TaskToken = task.TaskToken,
            Identity = "raw-worker",
        };
        foreach (var message in task.Messages)
        {
            var request = message.Body.Unpack<Api.Update.V1.Request>();
            AddMessage(answer, message.ProtocolInstanceId, "accept", new Api.Update.V1.Acceptance
            {
                AcceptedRequestMessageId = message.Id,
                AcceptedRequestSequencingEventId = message.EventId,
                AcceptedRequest = request,
            });
            AddMessage(answer, message.ProtocolInstanceId, "complete", new Api.Update.V1.Response
            {
                Meta = request.Meta,
                Outcome = handler(request),
            });
        }

        answer.Commands.AddRange(commands);
        await client.WorkflowService.RespondWorkflowTaskCompletedAsync(answer);
    }

    public static Command Complete(object? result) => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = Payloads(result) },
    };

    public static Command Fail(Exception reason) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new()
        {
            Failure = DataConverter.Default.FailureConverter.ToFailure(reason, DataConverter.Default.PayloadConverter),
        },
    };

    public static Command ContinueAsNew(string workflowType) => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new() { WorkflowType = new() { Name = workflowType } },
    };

    public static Command ScheduleActivity(string taskQueue, string activityId) => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        ScheduleActivityTaskCommandAttributes = new()
        {
            ActivityId = activityId,
            ActivityType = new() { Name = "Render" },
            TaskQueue = new() { Name = taskQueue },
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
            HeartbeatTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
            RetryPolicy = new() { MaximumAttempts = 1 },
        },
    };

    public static Payloads Payloads(params object?[] values) =>
        new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayloads(values) } };

    private static void AddMessage(RespondWorkflowTaskCompletedRequest answer, string instance, string what, Google.Protobuf.IMessage body)
    {
        var id = $"{instance}/{what}";
        answer.Messages.Add(new Message { Id = id, ProtocolInstanceId = instance, Body = Any.Pack(body) });
        answer.Commands.Add(new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = id },
        });
    }
}
