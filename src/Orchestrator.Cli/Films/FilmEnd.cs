using Orchestrator.Model;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Films;

/// <summary>A production that ended without a delivery, as a command's own failure.</summary>
internal static class FilmEnd
{
    /// <summary>Why it ended, what to do, and the exit code.</summary>
    public static CommandException Explain(WorkflowFailedException failure, string name)
    {
        var cause = Innermost(failure);
        return cause switch
        {
            CanceledFailureException => Ended($"{name} was cancelled.", "Add --fresh to start it over.", ExitCode.Failed, failure),
            TerminatedFailureException => Ended($"{name} was terminated.", "Add --fresh to start it over.", ExitCode.Failed, failure),
            ApplicationFailureException { ErrorType: nameof(DeliveryStatus.StoppedByBudget) } =>
                Ended(cause.Message, "Raise the budget in the brief and run the same command again.", ExitCode.Budget, failure),
            ApplicationFailureException { ErrorType: nameof(DeliveryStatus.Refused) } =>
                Ended(cause.Message, "Change what the brief asks for and run the same command again.", ExitCode.Refused, failure),
            _ => Ended($"{name} failed: {cause.Message}", "Remove the cause, then add --fresh to start it over.", ExitCode.Failed, failure),
        };
    }

    private static CommandException Ended(string what, string remedy, int exitCode, Exception failure) => new(what, remedy, exitCode, failure);

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
            failure = inner;
        return failure;
    }
}
