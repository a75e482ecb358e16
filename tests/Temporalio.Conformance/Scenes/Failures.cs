using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Conformance.Scenes;

/// <summary>Failures as workers report them.</summary>
public static class Failures
{
    /// <summary>A failure of application code.</summary>
    public static Failure Application(
        string message = "boom", string type = "Boom", bool nonRetryable = false, TimeSpan? nextRetryDelay = null, Payloads? details = null, string source = "")
        => new()
        {
            Message = message,
            Source = source,
            ApplicationFailureInfo = new()
            {
                Type = type,
                NonRetryable = nonRetryable,
                NextRetryDelay = nextRetryDelay?.ToDuration(),
                Details = details,
            },
        };
}
