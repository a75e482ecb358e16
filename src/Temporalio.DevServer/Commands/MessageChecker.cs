using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Commands;

/// <summary>Checks what a worker says about updates: each accepted once, completed only after that.</summary>
internal sealed class MessageChecker(Run run, IEnumerable<Message> messages)
{
    private readonly Dictionary<string, Message> open = messages.ToDictionary(m => m.Id);
    private readonly HashSet<string> accepted = [];
    private readonly HashSet<string> ended = [];

    /// <summary>Checks the message a command points at.</summary>
    public CommandFailure? Check(string messageId) => messageId.Length == 0
        ? Bad("MessageID is not set on ProtocolMessageCommand.")
        : open.Remove(messageId, out var message) ? Check(message) : Bad($"ProtocolMessageCommand referenced absent message ID {messageId}");

    /// <summary>Checks the messages no command points at.</summary>
    public CommandFailure? CheckRemaining() => open.Values.Select(Check).FirstOrDefault(f => f is not null);

    private CommandFailure? Check(Message message)
    {
        var id = message.ProtocolInstanceId;
        try
        {
            if (message.Body.TryUnpack<Acceptance>(out var acceptance)) return CheckAcceptance(id, acceptance);
            if (message.Body.TryUnpack<Rejection>(out _)) return CheckWaiting(id, "rejection") ?? End(id);
            if (message.Body.TryUnpack<Response>(out var response)) return CheckResponse(id, response);
        }
        catch (InvalidProtocolBufferException e)
        {
            return Bad(e.Message);
        }

        return Bad($"unknown message type {message.Body.TypeUrl}");
    }

    private CommandFailure? CheckAcceptance(string id, Acceptance acceptance)
    {
        // An update that only the worker still knows is taken back in from its answer.
        var lost = run.Updates.Find(id) is null && acceptance.AcceptedRequest is not null;
        if (!lost && CheckWaiting(id, "acceptance") is { } failure) return failure;
        return accepted.Add(id) ? null : Bad($"update {id} was accepted twice");
    }

    private CommandFailure? CheckResponse(string id, Response response)
    {
        if (response.Outcome is null) return Bad($"the response to update {id} has no outcome");
        var isAccepted = accepted.Contains(id) || run.Updates.Find(id) is { Stage: UpdateWorkflowExecutionLifecycleStage.Accepted };
        return isAccepted ? End(id) : Bad($"update {id} was completed but not accepted");
    }

    private CommandFailure? CheckWaiting(string id, string what)
    {
        var entry = run.Updates.Find(id);
        if (entry is null) return Bad($"update {id} wasn't found on the server. This is most likely a transient error which will be resolved automatically by retries");
        return entry.IsWaiting && (entry.IsSent || entry.IsInHistory) && !accepted.Contains(id) ? null : Bad($"invalid state transition attempted for update {id} by message {what}");
    }

    private CommandFailure? End(string id) => ended.Add(id) ? null : Bad($"update {id} was ended twice");

    private static CommandFailure Bad(string text) => new(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, text);
}
