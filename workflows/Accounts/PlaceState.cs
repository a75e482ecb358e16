using System.Text.Json.Serialization;

namespace Orchestrator.Workflows.Accounts;

/// <summary>Whether an account has a place for a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlaceState>))]
public enum PlaceState
{
    /// <summary>Not yet: another answer follows.</summary>
    Waiting,

    /// <summary>Yes, until it is given back.</summary>
    Granted,

    /// <summary>No: the endpoint is ill and is left alone for a while.</summary>
    Closed,
}
