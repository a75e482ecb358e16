using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>Base of the exceptions that travel between workflows, activities and clients as <see cref="Api.Failure.V1.Failure"/>.</summary>
public class FailureException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="FailureException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="inner">Cause.</param>
    protected internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="FailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    protected internal FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>Gets the failure that was received; null for an exception made here.</summary>
    public Failure? Failure { get; protected init; }

    /// <summary>Gets the stack trace; that of the remote side comes first.</summary>
    public override string? StackTrace
    {
        get
        {
            var local = base.StackTrace;
            if (string.IsNullOrEmpty(Failure?.StackTrace))
                return local;
            return string.IsNullOrEmpty(local) ? Failure.StackTrace : $"{Failure.StackTrace}\n{local}";
        }
    }
}
