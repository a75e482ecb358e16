using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>A provider that can tell of a job's changes as they happen.</summary>
internal interface IJobStream
{
    /// <summary>Returns when the job has ended as far as the stream tells, or when the stream breaks: the state is read afterwards in any case.</summary>
    Task FollowAsync(ProviderJob job, CancellationToken cancellationToken);
}
