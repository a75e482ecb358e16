using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What became of a request to a provider: one vocabulary for all of them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeClass>))]
public enum OutcomeClass
{
    /// <summary>Not accepted, and proven so; the same request may be sent again after a pause.</summary>
    NotAcceptedRetryable,

    /// <summary>Not accepted: the request itself is wrong.</summary>
    NotAcceptedTerminal,

    /// <summary>Key, account or quota; nothing will be accepted until a person acts.</summary>
    AuthOrAccount,

    /// <summary>The answer was lost: it may or may not have been accepted.</summary>
    Ambiguous,

    /// <summary>Accepted; queued or running.</summary>
    AcceptedRunning,

    /// <summary>Accepted and failed through no fault of the request.</summary>
    AcceptedFailedRetryable,

    /// <summary>Refused by a content policy; the same input is never sent again.</summary>
    Refused,

    /// <summary>Reported done, without media.</summary>
    UnderDelivered,

    /// <summary>The media can no longer be fetched.</summary>
    AssetGone,

    /// <summary>The model is no longer offered.</summary>
    ModelRetired,

    /// <summary>Cancelled at our request.</summary>
    Cancelled,

    /// <summary>Done, with media.</summary>
    Delivered,
}
