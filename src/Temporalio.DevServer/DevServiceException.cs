namespace Temporalio.DevServer;

/// <summary>
/// The service cannot start or cannot go on: the port is taken, the database file is damaged, belongs to another program, or is locked.
/// The message says what happened, where, and what to do about it.
/// </summary>
public sealed class DevServiceException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="what">What happened, as a sentence without a full stop.</param>
    /// <param name="where">The file, port or setting concerned.</param>
    /// <param name="remedy">What the reader can do about it.</param>
    /// <param name="cause">The failure underneath, if any.</param>
    public DevServiceException(string what, string where, string remedy, Exception? cause = null)
        : base($"{what}: {where}. {remedy}", cause)
    {
        Where = where;
        Remedy = remedy;
    }

    /// <summary>The file, port or setting concerned.</summary>
    public string Where { get; }

    /// <summary>What the reader can do about it.</summary>
    public string Remedy { get; }
}
