using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How a shot ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShotStatus>))]
public enum ShotStatus
{
    /// <summary>Every measured attribute is over its line.</summary>
    Accepted,

    /// <summary>The best take is used although an attribute is under its line.</summary>
    AcceptedWithNotes,

    /// <summary>No take could be paid for.</summary>
    StoppedByBudget,

    /// <summary>A content policy refused it.</summary>
    Refused,

    /// <summary>No take was delivered.</summary>
    Failed,
}
