namespace Temporalio.DevServer.Storage;

/// <summary>Writes that reach the disk together or not at all.</summary>
internal sealed class WriteBatch
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<(Statement Statement, object?[] Values)> Writes { get; } = [];

    /// <summary>Ends when the batch is on disk; fails when it will never be.</summary>
    public Task Durable => done.Task;

    public void Add(Statement statement, params object?[] values) => Writes.Add((statement, values));

    public void Complete() => done.TrySetResult();

    public void Fail(Exception error)
    {
        done.TrySetException(error);
        // Nobody may be waiting for this batch; the failure is reported by the store itself.
        _ = done.Task.Exception;
    }
}
