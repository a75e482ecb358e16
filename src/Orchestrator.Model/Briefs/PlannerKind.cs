using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Who breaks a brief into shots.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlannerKind>))]
public enum PlannerKind
{
    /// <summary>Rules that read the words of the treatment; costs nothing and always gives the same plan.</summary>
    Words,

    /// <summary>A language model, whose plan is checked and criticised.</summary>
    Model,
}
