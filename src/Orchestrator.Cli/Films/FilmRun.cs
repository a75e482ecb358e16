using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;

namespace Orchestrator.Cli.Films;

/// <summary>A production that was started or found.</summary>
/// <param name="Handle">Its workflow.</param>
/// <param name="Greeting">What happened, in words.</param>
/// <param name="Ended">True when it had ended before.</param>
internal sealed record FilmRun(WorkflowHandle<ProductionWorkflow, Delivery> Handle, string Greeting, bool Ended)
{
    /// <summary>Workflow id of a film.</summary>
    public static string IdOf(string name) => "film-" + name;

    /// <summary>Workflow id for what a person typed: a film's name or the id itself.</summary>
    public static string IdFrom(string nameOrId) => nameOrId.StartsWith("film-", StringComparison.Ordinal) ? nameOrId : IdOf(nameOrId);

    /// <summary>A film's name from its workflow id.</summary>
    public static string NameOf(string id) => id.StartsWith("film-", StringComparison.Ordinal) ? id["film-".Length..] : id;
}
