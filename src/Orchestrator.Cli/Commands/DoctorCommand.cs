using System.CommandLine;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Spectre.Console;

namespace Orchestrator.Cli.Commands;

/// <summary><c>doctor</c>: checks what this machine offers, and says what to do about what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var command = new Command("doctor", "Check this machine: tools, disk, home folder, database, service, keys.");
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller));
            var worst = ExitCode.Ok;
            await foreach (var finding in new Examination(order).RunAsync(cancellationToken))
            {
                Show(caller.Terminal, finding);
                if (finding.Health == Health.Bad)
                    worst = ExitCode.Failed;
            }

            return worst;
        });
        return command;
    }

    private static void Show(Terminal terminal, Finding finding)
    {
        var (mark, style) = finding.Health switch
        {
            Health.Good => ("ok     ", new Style(Color.Green)),
            Health.Note => ("note   ", new Style(Color.Yellow)),
            _ => ("missing", new Style(Color.Red)),
        };
        terminal.Output.Write(new Text(mark, style));
        terminal.Output.WriteLine($"  {finding.What,-10} {finding.Seen}");
        if (finding.Remedy is { } remedy)
            terminal.Output.WriteLine($"         → {remedy}", new Style(Color.Yellow));
    }
}
