using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a measurement says of one attribute.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>Over its line.</summary>
    Pass,

    /// <summary>Under its line.</summary>
    Fail,

    /// <summary>Could not be measured reliably; never a reason to pay again.</summary>
    NotMeasured,
}
