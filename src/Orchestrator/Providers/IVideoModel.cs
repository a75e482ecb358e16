using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>A provider of video, without any retry of its own. Every answer is one of <see cref="OutcomeClass"/>; nothing throws for what a provider may do.</summary>
internal interface IVideoModel
{
    /// <summary>Name of the provider in the catalogue.</summary>
    string Provider { get; }

    /// <summary>Posts the request once.</summary>
    Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for a request whose answer was lost. It cannot have been accepted before <c>notBefore</c> (UTC), and jobs in
    /// <c>known</c> belong to other attempts.
    /// </summary>
    Task<SubmitResult> FindAsync(string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken);

    /// <summary>Asks for the state of a job once.</summary>
    Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken);

    /// <summary>Reads where a completed job's clip is and what it was billed.</summary>
    Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken);

    /// <summary>Streams a clip to a file.</summary>
    Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken);

    /// <summary>Asks for a job to be cancelled.</summary>
    /// <returns><see cref="OutcomeClass.Cancelled"/> when it will not run, <see cref="OutcomeClass.AcceptedRunning"/> when it may still complete.</returns>
    Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken);
}
