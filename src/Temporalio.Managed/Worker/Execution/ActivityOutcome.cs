using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Execution;

/// <summary>How one attempt of an activity ended.</summary>
internal abstract record ActivityOutcome
{
    internal sealed record Completed(Payload Result) : ActivityOutcome;

    internal sealed record Failed(Failure Failure) : ActivityOutcome;

    internal sealed record Canceled(Failure Failure) : ActivityOutcome;

    /// <summary>Something else will complete it.</summary>
    internal sealed record WillCompleteElsewhere : ActivityOutcome;
}
