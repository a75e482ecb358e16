using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a language model is asked of a take: what pixels cannot say by measure.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JudgedAspect>))]
public enum JudgedAspect
{
    /// <summary>The subject is the one of the storyboard frame, throughout.</summary>
    Identity,

    /// <summary>Bodies and things keep their shape, number and weight.</summary>
    Physics,

    /// <summary>What the shot tells is done.</summary>
    Action,
}
