using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How often and how fast a workflow or an activity is tried again after a failure.</summary>
public record RetryPolicy
{
    /// <summary>Gets the pause before the first retry. Default: 1 second.</summary>
    public TimeSpan InitialInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the factor by which each pause grows. Default: 2.</summary>
    public float BackoffCoefficient { get; init; } = 2.0f;

    /// <summary>Gets the longest pause; null stands for 100 times the initial one.</summary>
    public TimeSpan? MaximumInterval { get; init; }

    /// <summary>Gets the number of attempts, the first included; 0 means no limit.</summary>
    public int MaximumAttempts { get; init; }

    /// <summary>Gets the application error types after which no retry happens.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; init; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(1),
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : proto.NonRetryableErrorTypes.ToArray(),
    };

    internal Api.Common.V1.RetryPolicy ToProto()
    {
        var proto = new Api.Common.V1.RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            BackoffCoefficient = BackoffCoefficient,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
            MaximumAttempts = MaximumAttempts,
        };
        if (NonRetryableErrorTypes is { } types)
            proto.NonRetryableErrorTypes.AddRange(types);
        return proto;
    }
}
