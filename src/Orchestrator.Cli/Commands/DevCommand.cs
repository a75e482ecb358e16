using System.CommandLine;
using Orchestrator.Backlot;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary><c>dev</c>: the service, the Backlot and a worker in the foreground, or one of the first two alone.</summary>
internal static class DevCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var serviceOnly = new Option<bool>("--service-only") { Description = "Only the Temporal development service." };
        var backlotOnly = new Option<bool>("--backlot-only") { Description = "Only the Backlot." };
        var port = new Option<int?>("--port") { Description = "Port of the one that runs alone. Default: a free one." };
        var database = new Option<string?>("--db") { Description = "SQLite file of the service. Default: temporal.db in the home folder.", HelpName = "FILE" };
        var height = new Option<int?>("--max-height") { Description = "Tallest picture that the Backlot renders, with --backlot-only. Default: what the models make.", HelpName = "LINES" };
        var command = new Command("dev", "Serve everything that films need on this machine until Ctrl-C: service, Backlot, worker.") { serviceOnly, backlotOnly, port, database, height };
        command.Validators.Add(result =>
        {
            var alone = result.GetValue(serviceOnly) || result.GetValue(backlotOnly);
            if (result.GetValue(serviceOnly) && result.GetValue(backlotOnly))
                result.AddError("--service-only and --backlot-only exclude each other.");
            if (!alone && (result.GetValue(port) is not null || result.GetValue(database) is not null))
                result.AddError("--port and --db go with --service-only or --backlot-only.");
            if (result.GetValue(height) is not null && !result.GetValue(backlotOnly))
                result.AddError("--max-height goes with --backlot-only.");
            if (result.GetValue(height) is < BacklotCommand.FewestLines)
                result.AddError($"--max-height is at least {BacklotCommand.FewestLines}.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = ProductHome.Open(caller);
            if (parsed.GetValue(backlotOnly))
                return await BacklotCommand.RunAsync(caller, new BacklotOptions { Port = parsed.GetValue(port) ?? 0, DataFolder = home.Backlot, MaxHeight = parsed.GetValue(height) ?? BacklotOptions.TallestUsual }, cancellationToken);
            return parsed.GetValue(serviceOnly)
                ? await ServiceAsync(caller, home, parsed.GetValue(port), parsed.GetValue(database), cancellationToken)
                : await Foreground.RunAsync(new HouseOrder(caller, home, null, LogToTerminal: true), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ServiceAsync(Caller caller, ProductHome home, int? port, string? database, CancellationToken cancellationToken)
    {
        var settings = DevelopmentService.Load(caller);
        settings.Port = port ?? settings.Port;
        settings.Database = database is null ? settings.Database : caller.Path(database);
        var server = await DevelopmentServer.StartAsync(settings, home, cancellationToken);
        caller.Terminal.Say($"ready: {server.Address}");
        await Foreground.UntilAsync(cancellationToken);
        await server.StopAsync();
        return ExitCode.Ok;
    }
}
