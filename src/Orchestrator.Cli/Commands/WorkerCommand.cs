using System.CommandLine;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary><c>worker</c>: works on films until it is stopped, and nothing else.</summary>
internal static class WorkerCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var command = new Command("worker", "Work on the films of a Temporal service until stopped; start as many as you like.");
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Open(caller)) with { LogToTerminal = true };
            if (order.Named is null)
                throw new CommandException("A worker needs a Temporal service.", "Give --address HOST:PORT or set TEMPORAL_ADDRESS; `orchestrator dev` serves everything itself.", ExitCode.Usage);
            return await Foreground.RunAsync(order, cancellationToken);
        });
        return command;
    }
}
