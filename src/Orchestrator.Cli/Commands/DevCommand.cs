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
        var service = new ServiceFlags();
        var height = new Option<int?>("--max-height") { Description = "Tallest picture that the Backlot renders, with --backlot-only. Default: what the models make.", HelpName = "LINES" };
        var command = new Command("dev", "Serve everything that films need on this machine until Ctrl-C: service, Backlot, worker.") { serviceOnly, backlotOnly, port, height };
        service.AddTo(command);
        command.Validators.Add(result =>
        {
            var alone = result.GetValue(serviceOnly) || result.GetValue(backlotOnly);
            if (result.GetValue(serviceOnly) && result.GetValue(backlotOnly))
                result.AddError("--service-only and --backlot-only exclude each other.");
            if (!alone && result.GetValue(port) is not null)
                result.AddError("--port goes with --service-only or --backlot-only.");
            service.Check(result, result.GetValue(serviceOnly));
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
                ? await ServiceAsync(caller, home, Described(caller, parsed, port, service), cancellationToken)
                : await Foreground.RunAsync(new HouseOrder(caller, home, null, LogToTerminal: true), cancellationToken);
        });
        return command;
    }

    private static DevelopmentService Described(Caller caller, ParseResult parsed, Option<int?> port, ServiceFlags flags)
    {
        var settings = DevelopmentService.Load(caller);
        settings.Port = parsed.GetValue(port) ?? settings.Port;
        flags.Apply(parsed, caller, settings);
        return settings;
    }

    private static async Task<int> ServiceAsync(Caller caller, ProductHome home, DevelopmentService settings, CancellationToken cancellationToken)
    {
        var server = await DevelopmentServer.StartAsync(settings, home, cancellationToken);
        caller.Terminal.Say($"ready: {server.Address}");
        await Foreground.UntilAsync(cancellationToken);
        await server.StopAsync();
        return ExitCode.Ok;
    }
}
