using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>The input of a production.</summary>
/// <param name="Brief">The brief as run.</param>
public sealed record ProductionRequest(Brief Brief)
{
    /// <summary>True for a draft: takes of the cheapest models at a small size, to look at before the film is paid for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Draft { get; init; }

    /// <summary>What is left for the film where it is one of a batch with a budget of its own; null leaves the brief's budget.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Cap { get; init; }

    /// <summary>The draft of which this is the film: its plan and storyboard are used, its takes are filmed again; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DraftCut? Finish { get; init; }

    /// <summary>The film that was delivered of this brief, one shot of which is to be taken again; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FilmAgain? Again { get; init; }
}
