using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Execution;

/// <summary>How one attempt of an activity ended.</summary>
internal abstract record ActivityOutcome
{
    public sealed record Completed(Payload Result) : ActivityOutcome;

    public sealed record Failed(Failure Failure) : ActivityOutcome;

    public sealed record Canceled(Failure Failure) : ActivityOutcome;

    /// <summary>Something else will complete it.</summary>
    public sealed record WillCompleteElsewhere : ActivityOutcome;
}
