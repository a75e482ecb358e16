using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Conformance.Scenes;

/// <summary>What a worker answers to the update requests a task brought, as changes of its completion.</summary>
public static class UpdateAnswers
{
    /// <summary>The request inside a message of a task.</summary>
    public static Request Request(this Message message) => message.Body.Unpack<Request>();

    /// <summary>Accepts: adds the message and the command that gives it its place.</summary>
    public static RespondWorkflowTaskCompletedRequest Accept(this RespondWorkflowTaskCompletedRequest completion, Message request)
        => completion.Place(request, "accept", new Acceptance
        {
            AcceptedRequestMessageId = request.Id,
            AcceptedRequestSequencingEventId = request.EventId,
            AcceptedRequest = request.Request(),
        });

    /// <summary>Ends an accepted update with a result.</summary>
    public static RespondWorkflowTaskCompletedRequest Finish(
        this RespondWorkflowTaskCompletedRequest completion, Message request, string json)
        => completion.Place(request, "complete", new Response
        {
            Meta = request.Request().Meta,
            Outcome = new() { Success = Json.Of(json) },
        });

    /// <summary>Ends an accepted update with a failure.</summary>
    public static RespondWorkflowTaskCompletedRequest Finish(
        this RespondWorkflowTaskCompletedRequest completion, Message request, Failure failure)
        => completion.Place(request, "complete", new Response
        {
            Meta = request.Request().Meta,
            Outcome = new() { Failure = failure },
        });

    /// <summary>Turns a request away; that takes no command.</summary>
    public static RespondWorkflowTaskCompletedRequest Reject(
        this RespondWorkflowTaskCompletedRequest completion, Message request, Failure failure)
    {
        completion.Messages.Add(Answer(request, "reject", new Rejection
        {
            RejectedRequestMessageId = request.Id,
            RejectedRequestSequencingEventId = request.EventId,
            RejectedRequest = request.Request(),
            Failure = failure,
        }));
        return completion;
    }

    private static RespondWorkflowTaskCompletedRequest Place(
        this RespondWorkflowTaskCompletedRequest completion, Message request, string kind, IMessage body)
    {
        var answer = Answer(request, kind, body);
        completion.Messages.Add(answer);
        completion.Commands.Add(Commands.ProtocolMessage(answer.Id));
        return completion;
    }

    private static Message Answer(Message request, string kind, IMessage body)
        => new() { Id = $"{request.Id}/{kind}", ProtocolInstanceId = request.ProtocolInstanceId, Body = Any.Pack(body) };
}
