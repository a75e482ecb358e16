namespace Temporalio.Exceptions;

/// <summary>A workflow did what workflow code may not do. Fails the workflow task, not the workflow.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
