using System.CommandLine;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Cli.Commands;

/// <summary><c>doctor</c>: checks what this machine offers, and says what to do about what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var command = new Command("doctor", "Check this machine: tools, disk, home folder, database, service, keys.");
        var live = new Option<bool>("--live") { Description = "Also submit one job to the cheapest model of each open account, ask after it and cancel it." };
        var yes = new Option<bool>("--yes") { Description = "With --live: do not ask before money may be spent." };
        command.Options.Add(live);
        command.Options.Add(yes);
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

            return parsed.GetValue(live) && await LiveAsync(caller, parsed.GetValue(yes), cancellationToken) == ExitCode.Failed ? ExitCode.Failed : worst;
        });
        return command;
    }

    private static async Task<int> LiveAsync(Caller caller, bool agreed, CancellationToken cancellationToken)
    {
        var providers = ProviderSettings.Of(caller);
        if (providers is { Practice: true, Backlot: null })
            throw new CommandException("There is no account to try: no key is set.", "Set the key of a provider, or name a Backlot that runs in ORCHESTRATOR_BACKLOT_URL.", ExitCode.Usage);
        using var check = new LiveCheck(providers);
        var jobs = check.Jobs();
        foreach (var (row, price) in jobs)
            caller.Terminal.Say($"{row.Provider}: one job of {row.Seconds[0]} s to {row.Name}, at most {price} if it cannot be cancelled");
        caller.Terminal.Say($"Together at most {jobs.Aggregate(Money.Zero, (sum, job) => sum + job.Price)}{(providers.Practice ? " of play money" : "")}.");
        if (!agreed && !providers.Practice && !Asked(caller.Terminal))
            return ExitCode.Interrupted;
        var worst = ExitCode.Ok;
        await foreach (var finding in check.RunAsync(cancellationToken))
        {
            Show(caller.Terminal, finding);
            worst = finding.Health == Health.Bad ? ExitCode.Failed : worst;
        }

        return worst;
    }

    private static bool Asked(Terminal terminal) => terminal.Live && !Console.IsInputRedirected
        ? terminal.Output.Confirm("Submit them?", defaultValue: false)
        : throw new CommandException("Nobody can be asked here whether money may be spent.", "Add --yes.", ExitCode.Usage);

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
