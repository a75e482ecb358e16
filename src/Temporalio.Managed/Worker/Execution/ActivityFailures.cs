using Temporalio.Activities;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Execution;

/// <summary>Turns what an activity threw into what the service is told.</summary>
internal static class ActivityFailures
{
    public static ActivityOutcome ToOutcome(Exception e, ActivityExecutionContext context, DataConverter converter)
    {
        var canceled = TemporalException.IsCanceledException(e);
        if (canceled && AnswersCancellation(context))
            return new ActivityOutcome.Canceled(new() { Message = "Cancelled", CanceledFailureInfo = new() });
        var reported = context.CancelReason switch
        {
            ActivityCancelReason.WorkerShutdown when canceled => new ApplicationFailureException(
                "Worker is shutting down and this activity did not complete in time", errorType: "WorkerShutdown"),
            ActivityCancelReason.Paused when canceled => new ApplicationFailureException("Activity paused", errorType: "ActivityPause"),
            ActivityCancelReason.Reset when canceled => new ApplicationFailureException("Activity reset", errorType: "ActivityReset"),
            _ => e,
        };
        return new ActivityOutcome.Failed(ToFailure(reported, converter));
    }

    private static bool AnswersCancellation(ActivityExecutionContext context) =>
        context.CancelReason is ActivityCancelReason.CancelRequested or ActivityCancelReason.GoneFromServer
        || context.CancellationDetails is { IsCancelRequested: true };

    private static Failure ToFailure(Exception e, DataConverter converter)
    {
        try
        {
            return converter.FailureConverter.ToFailure(e, converter.PayloadConverter);
        }
        catch (Exception inner)
        {
            // A failure whose details cannot be converted must still be reported.
            return new()
            {
                Message = $"Failed converting exception {e.GetType().Name}: {inner.Message}",
                ApplicationFailureInfo = new() { Type = inner.GetType().Name },
            };
        }
    }
}
