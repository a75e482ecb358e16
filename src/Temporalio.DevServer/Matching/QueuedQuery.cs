using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Matching;

/// <summary>A direct query on offer.</summary>
internal sealed class QueuedQuery(Run run, DirectQuery query) : QueuedTask(run)
{
    public DirectQuery Query { get; } = query;

    public override bool IsWanted => !Query.IsOver;
}
