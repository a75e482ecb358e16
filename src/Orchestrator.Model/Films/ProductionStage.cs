using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Stages of a production, in order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProductionStage>))]
public enum ProductionStage
{
    /// <summary>Breaking the brief into shots.</summary>
    Planning,

    /// <summary>Drawing and checking frames.</summary>
    Storyboard,

    /// <summary>Waiting for the storyboard to be approved.</summary>
    Approval,

    /// <summary>Generating, scoring and repairing takes.</summary>
    Shooting,

    /// <summary>Joining the film.</summary>
    Cutting,

    /// <summary>Writing the report.</summary>
    Reporting,

    /// <summary>Ended.</summary>
    Done,
}
