using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Answers;

/// <summary>
/// A provider of written answers that keep to a schema, without any retry of its own. Every answer is one of
/// <see cref="Model.OutcomeClass"/>; nothing throws for what a provider may do.
/// </summary>
internal interface ITextModel
{
    /// <summary>Name of the provider in the catalogue.</summary>
    string Provider { get; }

    /// <summary>Asks once.</summary>
    Task<TextAnswer> AskAsync(string attemptId, TextQuestion question, ModelRow row, CancellationToken cancellationToken);
}
