namespace Orchestrator.Backlot;

/// <summary>The Backlot cannot start or go on; the message says what happened, where, and what to do.</summary>
public sealed class BacklotException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What, where, what to do.</param>
    /// <param name="inner">The cause, when another failure is behind it.</param>
    public BacklotException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
