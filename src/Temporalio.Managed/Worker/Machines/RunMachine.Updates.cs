using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Worker.Machines;

/// <summary>How updates reach the code: live as messages of the task, on replay through the events they left.</summary>
internal sealed partial class RunMachine
{
    private readonly List<(long SequencingEventId, UpdateJob Job)> incoming = [];
    private readonly Dictionary<string, Request> admitted = [];
    private readonly HashSet<string> knownUpdates = [];

    private static string RequestMessageId(string updateId) => $"{updateId}/request";

    private void Receive(Message message)
    {
        if (!message.Body.TryUnpack<Request>(out var request))
            throw new InvalidDataException($"Message {message.Id} holds {message.Body.TypeUrl}, which this SDK does not know");
        // Delivered again when the service dropped the task that carried it.
        knownUpdates.Add(message.ProtocolInstanceId);
        Queue(new(this, message.ProtocolInstanceId, message.Id, message.EventId, request), runValidator: true);
    }

    private void Remember(WorkflowExecutionUpdateAdmittedEventAttributes update)
    {
        if (update.Request?.Meta?.UpdateId is { } id)
            admitted.TryAdd(id, update.Request);
    }

    private void Foresee(WorkflowExecutionUpdateAcceptedEventAttributes accepted)
    {
        var request = accepted.AcceptedRequest
            ?? admitted.GetValueOrDefault(accepted.ProtocolInstanceId)
            ?? throw new InvalidDataException($"Accepted update {accepted.ProtocolInstanceId} has no request");
        if (!knownUpdates.Add(accepted.ProtocolInstanceId))
            return;
        var machine = new UpdateMachine(
            this, accepted.ProtocolInstanceId, accepted.AcceptedRequestMessageId, accepted.AcceptedRequestSequencingEventId, request);
        Queue(machine, runValidator: false);
    }

    private void Admit(HistoryEvent e)
    {
        var request = e.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
        var id = request.Meta.UpdateId;
        if (knownUpdates.Add(id))
            Queue(new(this, id, RequestMessageId(id), e.EventId, request), runValidator: true);
    }

    private void Queue(UpdateMachine machine, bool runValidator) =>
        incoming.Add((machine.SequencingEventId, new(machine, runValidator)));

    /// <summary>Hands over the updates that belong after the events up to this one.</summary>
    private void Deliver(long eventId)
    {
        foreach (var (_, job) in incoming.Where(m => m.SequencingEventId <= eventId))
            AddJob(job);
        incoming.RemoveAll(m => m.SequencingEventId <= eventId);
    }
}
