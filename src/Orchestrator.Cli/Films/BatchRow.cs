using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>How one film of a batch ended.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">How, in words.</param>
/// <param name="ExitCode">The exit code that it would have had alone.</param>
/// <param name="Spent">What it has cost.</param>
/// <param name="Takes">Takes that were bought.</param>
/// <param name="Finished">Length of the film; zero where there is none.</param>
internal sealed record BatchRow(string Name, string State, int ExitCode, Money Spent, int Takes, TimeSpan Finished);
