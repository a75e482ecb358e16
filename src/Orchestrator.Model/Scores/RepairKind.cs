using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What to do after a take was scored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RepairKind>))]
public enum RepairKind
{
    /// <summary>The best take passes.</summary>
    Accept,

    /// <summary>Ask again with one field changed.</summary>
    Retry,

    /// <summary>Nothing gains any more: use the best take and say so.</summary>
    AcceptWithNotes,
}
