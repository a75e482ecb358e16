using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How a production ended; the exit code of the command follows it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>Delivered clean.</summary>
    Completed,

    /// <summary>Delivered with a shot under its line or a finding of quality control.</summary>
    CompletedWithNotes,

    /// <summary>The budget could not pay the next step.</summary>
    StoppedByBudget,

    /// <summary>A content policy refused a shot.</summary>
    Refused,

    /// <summary>Stopped by a failure or a person.</summary>
    Failed,
}
