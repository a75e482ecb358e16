using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Worker.Machines;

/// <summary>One update of a run, from its request to its answer.</summary>
internal sealed class UpdateMachine(RunMachine run, string updateId, string requestMessageId, long sequencingEventId, Request request)
{
    public string UpdateId { get; } = updateId;

    public long SequencingEventId { get; } = sequencingEventId;

    public Input Input { get; } = request.Input ?? new();

    public void Accept() =>
        Send("accept", EventType.WorkflowExecutionUpdateAccepted, new Acceptance
        {
            AcceptedRequestMessageId = requestMessageId,
            AcceptedRequestSequencingEventId = SequencingEventId,
            AcceptedRequest = request,
        });

    /// <summary>A rejection leaves no event, so it needs no command.</summary>
    public void Reject(Failure failure) => run.Send(Message("reject", new Rejection
    {
        RejectedRequestMessageId = requestMessageId,
        RejectedRequestSequencingEventId = SequencingEventId,
        RejectedRequest = request,
        Failure = failure,
    }));

    public void Complete(Payload result) => Complete(new Api.Update.V1.Outcome { Success = new() { Payloads_ = { result } } });

    public void Fail(Failure failure) => Complete(new Api.Update.V1.Outcome { Failure = failure });

    private void Complete(Api.Update.V1.Outcome outcome) =>
        Send("complete", EventType.WorkflowExecutionUpdateCompleted, new Response
        {
            Meta = new() { UpdateId = UpdateId, Identity = request.Meta?.Identity ?? string.Empty },
            Outcome = outcome,
        });

    private void Send(string step, EventType expected, IMessage body)
    {
        var message = Message(step, body);
        run.Send(message);
        run.Add(new(expected, new()
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = message.Id },
        })
        {
            Check = e => UpdateIdOf(e) == UpdateId ? null : $"update {UpdateId} was expected",
        });
    }

    private Message Message(string step, IMessage body) => new()
    {
        Id = $"{requestMessageId}/{step}",
        ProtocolInstanceId = UpdateId,
        Body = Any.Pack(body),
    };

    private static string UpdateIdOf(Api.History.V1.HistoryEvent e) => e.EventType == EventType.WorkflowExecutionUpdateAccepted
        ? e.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId
        : e.WorkflowExecutionUpdateCompletedEventAttributes.Meta?.UpdateId ?? string.Empty;
}
