using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Wiring;
using Spectre.Console;

namespace Orchestrator.Cli;

/// <summary>The <c>orchestrator</c> command: parses, runs, and ends with an exit code and never with a stack trace.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Caller caller)
    {
        var result = Create(caller).Parse(arguments);
        if (result.Action is ParseErrorAction)
            return BadUsage(result, caller);

        using var interruption = new Interruption();
        try
        {
            return await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            // The edge of the process: whatever failed becomes a message and an exit code; the log keeps the rest.
            return Report(exception, caller);
        }
    }

    /// <summary>All commands.</summary>
    public static RootCommand Create(Caller caller) => new("A written brief goes in, a finished film comes out, with the reasons and the bill for every frame.")
    {
        ProduceCommand.Create(caller),
        PlanCommand.Create(caller),
        WatchCommand.Create(caller),
        ApproveCommand.Create(caller),
        RejectCommand.Create(caller),
        RetakeCommand.Create(caller),
        PauseCommand.Create(caller),
        ResumeCommand.Create(caller),
        FinishCommand.Create(caller),
        CancelCommand.Create(caller),
        ReplayCommand.Create(caller),
        WorkerCommand.Create(caller),
        DevCommand.Create(caller),
        BacklotCommand.Create(caller),
        DoctorCommand.Create(caller),
        ModelsCommand.Create(caller),
        SpendCommand.Create(caller),
    };

    private static int BadUsage(ParseResult result, Caller caller)
    {
        foreach (var error in result.Errors)
            caller.Terminal.Complain(error.Message, null);
        var command = result.CommandResult.Command;
        var name = command is RootCommand ? "" : command.Name + " ";
        caller.Terminal.Error.WriteLine($"  → `orchestrator {name}--help` shows how.");
        return ExitCode.Usage;
    }

    private static int Report(Exception exception, Caller caller)
    {
        var log = LogFile.TryWrite(ProductHome.Of(caller), exception);
        var problem = Problems.Explain(exception, log);
        caller.Terminal.Complain(problem.Message, problem.Remedy);
        return problem.ExitCode;
    }

    /// <summary>Ctrl-C and SIGTERM: the first asks the command to stop, a second Ctrl-C ends the process at once.</summary>
    private sealed class Interruption : IDisposable
    {
        private readonly CancellationTokenSource source = new();
        private readonly PosixSignalRegistration[] registrations;

        public Interruption() => registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];

        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            foreach (var registration in registrations)
                registration.Dispose();
            source.Dispose();
        }

        private void Stop(PosixSignalContext context)
        {
            if (source.IsCancellationRequested && context.Signal == PosixSignal.SIGINT)
                Environment.Exit(ExitCode.Interrupted);
            context.Cancel = true;
            source.Cancel();
        }
    }
}
