namespace Temporalio.Exceptions;

/// <summary>Workflow code left the scheduler of its workflow, for example through <c>Task.Run</c> or <c>Task.Delay</c>.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    private readonly string? stackTraceOverride;

    internal InvalidWorkflowSchedulerException(string message, string? stackTraceOverride = null)
        : base(message) => this.stackTraceOverride = stackTraceOverride;

    /// <summary>Gets where the scheduler was left.</summary>
    public override string? StackTrace => stackTraceOverride ?? base.StackTrace;
}
