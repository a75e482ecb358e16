using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows;

/// <summary>Thrown from a workflow to end this run and start the next one. Made by <see cref="Workflow"/>.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(CreateContinueAsNewExceptionInput input)
        : base("Continue as new") => Input = input;

    internal CreateContinueAsNewExceptionInput Input { get; }
}
