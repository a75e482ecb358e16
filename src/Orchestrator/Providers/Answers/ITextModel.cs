using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Answers;

/// <summary>
/// A provider of written answers that keep to a schema, without any retry of its own. Every answer is one of
/// <see cref="OutcomeClass"/>; nothing throws for what a provider may do.
/// </summary>
internal interface ITextModel
{
    /// <summary>Name of the provider in the catalogue.</summary>
    string Provider { get; }

    /// <summary>Asks once.</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="question">The question.</param>
    /// <param name="row">The model that is asked.</param>
    /// <param name="accepted">Told the job before it is waited for, where the answer comes by one; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<TextAnswer> AskAsync(string attemptId, TextQuestion question, ModelRow row, Func<ProviderJob, Task>? accepted, CancellationToken cancellationToken);

    /// <summary>Waits for the answer of a job that was accepted before.</summary>
    Task<TextAnswer> AnswerAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken);

    /// <summary>Has the provider forget a job whose answer is kept.</summary>
    Task ForgetAsync(ProviderJob job, CancellationToken cancellationToken);
}
