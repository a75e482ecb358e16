using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Intents;

/// <summary>How far an attempt got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntentState>))]
internal enum IntentState
{
    /// <summary>About to be sent, or sent with the answer lost.</summary>
    Sending,

    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>Proven not to have been accepted.</summary>
    NotAccepted,
}
