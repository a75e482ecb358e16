namespace Temporalio.Common;

/// <summary>Order in which the tasks of one queue are handed out.</summary>
public sealed record Priority
{
    /// <summary>Initializes a new instance of the <see cref="Priority"/> class.</summary>
    /// <param name="priorityKey">1 is the most urgent; null stands for the service's default.</param>
    /// <param name="fairnessKey">Tasks with different keys take turns.</param>
    /// <param name="fairnessWeight">Share of this key, 0.001 to 1000.</param>
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null)
    {
        PriorityKey = priorityKey;
        FairnessKey = fairnessKey;
        FairnessWeight = fairnessWeight;
    }

    internal Priority(Api.Common.V1.Priority? proto)
        : this(
            proto is { PriorityKey: not 0 } ? proto.PriorityKey : null,
            string.IsNullOrEmpty(proto?.FairnessKey) ? null : proto.FairnessKey,
            proto is { FairnessWeight: not 0 } ? proto.FairnessWeight : null)
    {
    }

    /// <summary>Gets the priority with nothing set.</summary>
    public static Priority Default { get; } = new();

    /// <summary>Gets the urgency: 1 first; null stands for the service's default.</summary>
    public int? PriorityKey { get; init; }

    /// <summary>Gets the key whose tasks share one turn.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>Gets the share of the fairness key.</summary>
    public float? FairnessWeight { get; init; }

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? string.Empty,
        FairnessWeight = FairnessWeight ?? 0,
    };
}
