using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Runs;

/// <summary>Whether and when something that failed is tried again.</summary>
internal static class RetryRules
{
    /// <summary>Begins the names of timeouts among those that are not retried.</summary>
    private const string TimeoutPrefix = "TemporalTimeout:";
    private const int StoredFailureBytes = 4 * 1024;
    private static readonly Duration DefaultInitialInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    /// <summary>Fills the gaps of a policy: 1 s, doubling, up to a hundred times the first interval, without end.</summary>
    public static RetryPolicy WithDefaults(RetryPolicy? policy)
    {
        var full = policy?.Clone() ?? new RetryPolicy();
        if (full.InitialInterval.OrNone() is null) full.InitialInterval = DefaultInitialInterval.Clone();
        if (full.BackoffCoefficient == 0) full.BackoffCoefficient = 2;
        if (full.MaximumInterval.OrNone() is null) full.MaximumInterval = (full.InitialInterval.ToTimeSpan() * 100).ToDuration();
        return full;
    }

    /// <summary>What is wrong with a policy; null if nothing.</summary>
    public static string? Invalid(RetryPolicy? policy)
    {
        if (policy is null) return null;
        if (policy.InitialInterval.Fault() is { } initial) return $"invalid InitialInterval set on retry policy: {initial}";
        if (policy.BackoffCoefficient is not 0 and < 1) return "BackoffCoefficient cannot be less than 1 on retry policy.";
        if (policy.MaximumInterval.Fault() is { } maximum) return $"invalid MaximumInterval set on retry policy: {maximum}";
        if (policy.MaximumInterval.OrNone() is { } max && max < policy.InitialInterval.OrZero())
            return "MaximumInterval cannot be less than InitialInterval on retry policy.";
        if (policy.MaximumAttempts < 0) return "MaximumAttempts cannot be negative on retry policy.";
        var timeout = policy.NonRetryableErrorTypes.Where(t => t.StartsWith(TimeoutPrefix, StringComparison.Ordinal)).Select(t => t[TimeoutPrefix.Length..])
            .FirstOrDefault(t => !System.Enum.TryParse<TimeoutType>(t, out _));
        return timeout is null ? null : $"Invalid timeout type value: {timeout}.";
    }

    /// <param name="policy">A policy without gaps.</param>
    /// <param name="attempt">The attempt that failed, from 1; 0 if the next one is to count as the first.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="limit">No attempt may begin after this time.</param>
    /// <returns>IN_PROGRESS with the wait before the next attempt, or the reason why there is none.</returns>
    public static (RetryState State, TimeSpan Interval) Decide(RetryPolicy policy, int attempt, Failure failure, DateTime now, DateTime? limit)
    {
        if (failure.TimeoutFailureInfo is { TimeoutType: TimeoutType.ScheduleToStart or TimeoutType.ScheduleToClose })
            return (RetryState.Timeout, default);
        if (!IsRetryable(failure, policy.NonRetryableErrorTypes)) return (RetryState.NonRetryableFailure, default);
        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts) return (RetryState.MaximumAttemptsReached, default);
        var interval = failure.ApplicationFailureInfo?.NextRetryDelay.OrNone() ?? Interval(policy, attempt);
        return limit is { } end && now + interval > end ? (RetryState.Timeout, default) : (RetryState.InProgress, interval);
    }

    /// <summary>The failure as it is kept between attempts.</summary>
    public static Failure Shorten(Failure failure)
    {
        if (failure.CalculateSize() <= StoredFailureBytes) return failure;
        var cause = new Failure { Source = failure.Source };
        if (failure.ApplicationFailureInfo is { } info)
            cause.ApplicationFailureInfo = new ApplicationFailureInfo { Type = info.Type, NonRetryable = info.NonRetryable };
        cause.Message = Cut(failure.Message, StoredFailureBytes - cause.CalculateSize());
        cause.StackTrace = Cut(failure.StackTrace, StoredFailureBytes - cause.CalculateSize());
        return new Failure { Message = "Failure exceeds size limit.", ServerFailureInfo = new ServerFailureInfo(), Cause = cause };
    }

    public static void Check(RetryPolicy? policy)
    {
        if (Invalid(policy) is { } text) throw ServiceError.InvalidArgument(text);
    }

    private static TimeSpan Interval(RetryPolicy policy, int attempt)
    {
        var max = policy.MaximumInterval.ToTimeSpan();
        var seconds = policy.InitialInterval.ToTimeSpan().TotalSeconds * Math.Pow(policy.BackoffCoefficient, Math.Max(0, attempt - 1));
        return seconds >= max.TotalSeconds ? max : TimeSpan.FromSeconds(seconds);
    }

    private static bool IsRetryable(Failure failure, IEnumerable<string> nonRetryableTypes) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo => false,
        Failure.FailureInfoOneofCase.ServerFailureInfo => !failure.ServerFailureInfo.NonRetryable,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => !nonRetryableTypes.Contains($"{TimeoutPrefix}{failure.TimeoutFailureInfo.TimeoutType}"),
        Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            !failure.ApplicationFailureInfo.NonRetryable && !nonRetryableTypes.Contains(failure.ApplicationFailureInfo.Type),
        _ => true,
    };

    /// <summary>As much of a text as fits into a field of so many bytes, tag and length included.</summary>
    private static string Cut(string text, int bytes)
    {
        const int tagAndLength = 4;
        var room = bytes - tagAndLength;
        if (room <= 0) return "";
        if (Encoding.UTF8.GetByteCount(text) <= room) return text;
        // Dropping what was cut in half keeps the text valid.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text), 0, room).TrimEnd('\uFFFD');
    }
}
