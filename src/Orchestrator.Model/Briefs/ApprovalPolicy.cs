using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>The unattended policy of an approval gate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalPolicy>))]
public enum ApprovalPolicy
{
    /// <summary>Approve at once, recorded as such.</summary>
    Auto,

    /// <summary>Wait for a person, for as long as it takes.</summary>
    Wait,

    /// <summary>Wait for a person, then fail.</summary>
    FailAfter,
}
