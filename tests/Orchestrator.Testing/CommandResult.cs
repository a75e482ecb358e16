namespace Orchestrator.Testing;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it wrote to its output.</param>
/// <param name="Error">All that it wrote to its error stream.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error);
