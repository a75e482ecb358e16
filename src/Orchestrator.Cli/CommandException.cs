namespace Orchestrator.Cli;

/// <summary>A command cannot go on, for a reason that a person can act upon.</summary>
/// <param name="what">What is wrong and where.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="exitCode">Exit code of the process.</param>
/// <param name="inner">The cause, for the log.</param>
internal sealed class CommandException(string what, string remedy, int exitCode = ExitCode.Failed, Exception? inner = null)
    : Exception(what, inner)
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>Exit code of the process.</summary>
    public int ExitCode { get; } = exitCode;
}
