namespace Temporalio.Exceptions;

/// <summary>Base of every exception of this library.</summary>
public abstract class TemporalException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="TemporalException"/> class.</summary>
    protected TemporalException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalException"/> class.</summary>
    /// <param name="message">Message.</param>
    protected TemporalException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="inner">Cause.</param>
    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Tells whether an exception stands for a cancellation: of .NET, of Temporal, or of an activity or a child.</summary>
    /// <param name="e">Exception to judge.</param>
    /// <returns>Whether it stands for a cancellation.</returns>
    public static bool IsCanceledException(Exception e) =>
        e is OperationCanceledException or CanceledFailureException ||
        (e is ActivityFailureException or ChildWorkflowFailureException && e.InnerException is CanceledFailureException);
}
