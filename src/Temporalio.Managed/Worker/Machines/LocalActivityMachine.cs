using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

/// <summary>
/// What a local activity is asked to do. The attempt is 1, or more when earlier attempts were followed by a long backoff;
/// then the original schedule time is that of the first.
/// </summary>
internal sealed record LocalActivityRequest(
    string ActivityId,
    string ActivityType,
    Payloads Input,
    Header? Header,
    LocalActivityOptions Options,
    int Attempt,
    DateTime? OriginalScheduleTime);

/// <summary>How a local activity ended: with an outcome, or with a pause before the next attempt.</summary>
internal readonly record struct LocalActivityEnd(Outcome Outcome, TimeSpan? Backoff, int Attempt, DateTime? OriginalScheduleTime);

/// <summary>One local activity of a run.</summary>
internal sealed class LocalActivityMachine(RunMachine run, int number, LocalActivityRequest request)
{
    private readonly TaskCompletionSource<LocalActivityEnd> done = new();
    private bool closed;

    public int Number { get; } = number;

    public LocalActivityRequest Request { get; } = request;

    /// <summary>Workflow time at which it was scheduled.</summary>
    public DateTime ScheduleTime { get; } = run.Time;

    public Task<LocalActivityEnd> Done => done.Task;

    /// <summary>Cancelled when the code no longer wants the activity.</summary>
    public CancellationTokenSource Unwanted { get; } = new();

    public void Cancel()
    {
        if (closed || Unwanted.IsCancellationRequested)
            return;

        // The activity hears of it on threads of its own.
        SchedulerGuard.Without(() =>
        {
            Unwanted.Cancel();
            return true;
        });
        if (Request.Options.CancellationType != ActivityCancellationType.WaitCancellationCompleted)
            run.EndLocalActivity(this, run.TakeForeseen(Number) ?? ToMarker(null, Canceled(), null, Request.Attempt));
    }

    /// <summary>Ends it as its marker says. Does nothing when it has ended.</summary>
    /// <returns>Whether it ended now.</returns>
    public bool End(LocalActivityMarker marker)
    {
        if (closed)
            return false;
        closed = true;
        var end = new LocalActivityEnd(ToOutcome(marker), marker.Backoff, marker.Attempt, marker.OriginalScheduleTime);
        run.AddJob(new ResolveJob(() => done.TrySetResult(end), JobKind.LocalActivity));
        return true;
    }

    public LocalActivityMarker ToMarker(Payload? result, Failure? failure, TimeSpan? backoff, int attempt, TimeSpan took = default) => new(
        Number,
        attempt,
        Request.ActivityId,
        Request.ActivityType,
        ScheduleTime + took,
        backoff,
        Request.OriginalScheduleTime ?? ScheduleTime,
        result,
        failure);

    public static Failure Canceled() => new() { Message = "Activity cancelled", CanceledFailureInfo = new() };

    private Outcome ToOutcome(LocalActivityMarker marker) => marker.Failure is not { } failure
        ? new(marker.Result, null)
        : Outcome.Failed(new()
        {
            Message = failure.CanceledFailureInfo is not null ? "Activity cancelled"
                : failure.TimeoutFailureInfo is not null ? "Activity task timed out"
                : "Activity task failed",
            Cause = failure,
            ActivityFailureInfo = new()
            {
                ActivityId = Request.ActivityId,
                ActivityType = new() { Name = Request.ActivityType },
                RetryState = RetryStateOf(failure),
            },
        });

    private static RetryState RetryStateOf(Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.CanceledFailureInfo => RetryState.CancelRequested,
        Failure.FailureInfoOneofCase.ApplicationFailureInfo when failure.ApplicationFailureInfo.NonRetryable => RetryState.NonRetryableFailure,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => RetryState.Timeout,
        _ => RetryState.MaximumAttemptsReached,
    };
}
