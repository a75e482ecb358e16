using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How strongly a field is put to the model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Insistence>))]
public enum Insistence
{
    /// <summary>Said once.</summary>
    Plain,

    /// <summary>Said with "exactly as described".</summary>
    Insisted,

    /// <summary>Said with "strictly and exactly as described".</summary>
    Strict,
}
