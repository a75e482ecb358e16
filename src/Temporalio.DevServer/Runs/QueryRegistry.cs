using Temporalio.Api.Query.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Runs;

/// <summary>Queries that wait for a workflow task, so that they see what it is about to do.</summary>
internal sealed class QueryRegistry(Run run)
{
    private const int BufferLimit = 1;

    private readonly List<BufferedQuery> buffered = [];

    /// <summary>Queues a query behind the workflow task that is pending or will be.</summary>
    /// <exception cref="ServiceError">Another one waits already.</exception>
    public BufferedQuery Add(WorkflowQuery query)
    {
        if (buffered.Count >= BufferLimit)
            throw ServiceError.Busy("consistent query buffer is full, this may be caused by too many queries and workflow not able to process query fast enough");
        var added = new BufferedQuery(query);
        buffered.Add(added);
        return added;
    }

    /// <summary>The caller has gone.</summary>
    public void Remove(BufferedQuery query) => buffered.Remove(query);

    /// <summary>The queries a worker gets with its task, by id.</summary>
    public IEnumerable<KeyValuePair<string, WorkflowQuery>> ForTask() => buffered.Select(q => KeyValuePair.Create(q.Id, q.Query));

    public void Answer(IEnumerable<KeyValuePair<string, WorkflowQueryResult>> results)
    {
        foreach (var (id, result) in results)
        {
            if (buffered.Find(q => q.Id == id) is not { } query) continue;
            buffered.Remove(query);
            query.Answer(result);
        }
    }

    /// <summary>No workflow task is coming: the remaining queries go to a worker directly.</summary>
    public void Unblock()
    {
        foreach (var query in buffered) query.Unblock();
        buffered.Clear();
    }

    public void FailAll(ServiceError error)
    {
        foreach (var query in buffered) query.Fail(error);
        buffered.Clear();
    }

    /// <summary>Queries cannot be answered while the workflow task keeps failing.</summary>
    public void FailIfStuck(int attempts)
    {
        if (run.Tasks.Attempt >= attempts) FailAll(QueryErrors.TaskFailing());
    }
}
