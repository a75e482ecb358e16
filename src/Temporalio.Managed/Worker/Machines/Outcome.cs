using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Machines;

/// <summary>How an operation that a workflow waits for ended: a result, or a failure.</summary>
internal readonly record struct Outcome(Payload? Result, Failure? Failure)
{
    public static Outcome Success(Payloads? payloads) => new(payloads?.Payloads_.FirstOrDefault(), null);

    public static Outcome Failed(Failure failure) => new(null, failure);
}
