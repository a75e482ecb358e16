namespace Temporalio.DevServer.Runs;

/// <summary>A step of a run holds more than can be stored at once. The run is ended for it.</summary>
internal sealed class TransactionTooLargeException(Run run, long size, long limit)
    : Exception($"transaction size of {size} bytes exceeds limit of {limit} bytes")
{
    public string NamespaceId { get; } = run.State.NamespaceId;

    public string WorkflowId { get; } = run.State.WorkflowId;

    public string RunId { get; } = run.State.RunId;
}
