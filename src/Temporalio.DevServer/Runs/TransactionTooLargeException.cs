namespace Temporalio.DevServer.Runs;

/// <summary>A step of a run is more than may be stored. Nothing of it is kept, and the run is ended for it.</summary>
/// <param name="run">The run.</param>
/// <param name="reason">What its last event gives as reason.</param>
/// <param name="message">What the caller is told.</param>
internal sealed class TransactionTooLargeException(Run run, string reason, string message) : Exception(message)
{
    public string NamespaceId { get; } = run.State.NamespaceId;

    public string WorkflowId { get; } = run.State.WorkflowId;

    public string RunId { get; } = run.State.RunId;

    public string Reason { get; } = reason;
}
