using System.Diagnostics.CodeAnalysis;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Client.Transport;

/// <summary>Tries calls again after errors that pass, with growing pauses.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Jitter guards nothing.")]
internal sealed class RpcRetrier
{
    private static readonly RpcRetryOptions OrdinaryDefaults = new() { Multiplier = 1.7f };

    private static readonly RpcRetryOptions TaskPollSchedule = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(200),
        Multiplier = 2,
        MaxInterval = TimeSpan.FromSeconds(10),
        MaxElapsedTime = null,
        MaxRetries = 0,
    };

    private static readonly RpcRetryOptions ThrottleSchedule = new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        Multiplier = 2,
        MaxInterval = TimeSpan.FromSeconds(10),
    };

    /// <summary>For so long a poll for tasks is tried again even after errors that do not pass: the service may be starting.</summary>
    private static readonly TimeSpan TaskPollGrace = TimeSpan.FromSeconds(60);

    private readonly RpcRetryOptions ordinary;
    private readonly TimeProvider clock;

    public RpcRetrier(RpcRetryOptions? options, TimeProvider clock)
    {
        ordinary = options ?? OrdinaryDefaults;
        this.clock = clock;
    }

    public async Task<T> RunAsync<T>(RpcCallKind kind, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        var schedule = kind == RpcCallKind.TaskPoll ? TaskPollSchedule : ordinary;
        var began = clock.GetTimestamp();
        for (var count = 1; ; count++)
        {
            try
            {
                return await attempt();
            }
            catch (RpcException e) when (ShouldRetry(kind, schedule, e, count, clock.GetElapsedTime(began)))
            {
                await Task.Delay(PauseAfter(schedule, e, count), clock, cancellationToken);
            }
        }
    }

    internal static bool Passes(RpcException error) => error.Code switch
    {
        StatusCode.ResourceExhausted => !IsTooLarge(error.Message),

        // The transport's own cancellation; the caller's is an OperationCanceledException.
        StatusCode.Cancelled => true,
        StatusCode.DataLoss or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted or
            StatusCode.OutOfRange or StatusCode.Unavailable => true,
        _ => false,
    };

    internal static TimeSpan PauseAfter(RpcRetryOptions schedule, RpcException error, int count)
    {
        var pause = Pause(schedule, count);
        if (error.Code != StatusCode.ResourceExhausted)
            return pause;
        var throttle = Pause(ThrottleSchedule, count);
        return throttle > pause ? throttle : pause;
    }

    private static bool ShouldRetry(RpcCallKind kind, RpcRetryOptions schedule, RpcException error, int count, TimeSpan elapsed)
    {
        if (kind == RpcCallKind.Once)
            return false;
        if (kind == RpcCallKind.TaskPoll)
            return Passes(error) || error.Code == StatusCode.DeadlineExceeded || elapsed < TaskPollGrace;
        return Passes(error) &&
            (schedule.MaxRetries <= 0 || count < schedule.MaxRetries) &&
            (schedule.MaxElapsedTime is not { } most || elapsed <= most);
    }

    private static bool IsTooLarge(string message) =>
        message.StartsWith("grpc: received message larger than max", StringComparison.Ordinal) ||
        message.StartsWith("grpc: message after decompression larger than max", StringComparison.Ordinal) ||
        message.StartsWith("grpc: received message after decompression larger than max", StringComparison.Ordinal);

    private static TimeSpan Pause(RpcRetryOptions schedule, int count)
    {
        var grown = schedule.InitialInterval.TotalMilliseconds * Math.Pow(schedule.Multiplier, count - 1);
        var capped = Math.Min(grown, schedule.MaxInterval.TotalMilliseconds);
        var jitter = 1 + (schedule.RandomizationFactor * ((Random.Shared.NextDouble() * 2) - 1));
        return TimeSpan.FromMilliseconds(capped * jitter);
    }
}
