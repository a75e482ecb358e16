using System.CommandLine;
using Orchestrator.Backlot;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary><c>backlot</c>: the stand-in for the providers alone, for whoever wants to point a client at it.</summary>
internal static class BacklotCommand
{
    internal const int FewestLines = 144;

    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var port = new Option<int>("--port") { Description = "Port on this machine. Default: a free one." };
        var height = new Option<int?>("--max-height") { Description = "Tallest picture that is rendered. Default: what the models make.", HelpName = "LINES" };
        var journal = new Option<string?>("--journal") { Description = "Folder of the journal, the clips and the uploads. Default: backlot in the home folder.", HelpName = "FOLDER" };
        var seed = new Option<int>("--seed") { Description = "What is drawn by lot follows from it. Default: 1.", DefaultValueFactory = _ => 1 };
        var habits = new Option<double>("--habits") { Description = "Multiplies how often takes go wrong by themselves: 0 never, 1 about one in three. Default: 1.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
        var mark = new Option<bool>("--mark-frames") { Description = "Draw a block into a corner of every frame that says which request it was made for." };
        var command = new Command("backlot", "Serve the providers' contracts on this machine until Ctrl-C, for play money.") { port, height, journal, seed, habits, mark };
        command.Validators.Add(result =>
        {
            if (result.GetValue(height) is < FewestLines)
                result.AddError($"--max-height is at least {FewestLines}.");
            if (result.GetValue(habits) is < 0 or double.NaN)
                result.AddError("--habits is 0 or more.");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            caller,
            new BacklotOptions
            {
                Port = parsed.GetValue(port),
                DataFolder = parsed.GetValue(journal) is { } folder ? caller.Path(folder) : ProductHome.Open(caller).Backlot,
                MaxHeight = parsed.GetValue(height) ?? BacklotOptions.TallestUsual,
                Seed = parsed.GetValue(seed),
                HabitScale = parsed.GetValue(habits),
                MarkFrames = parsed.GetValue(mark),
            },
            cancellationToken));
        return command;
    }

    /// <summary>Serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Caller caller, BacklotOptions options, CancellationToken cancellationToken)
    {
        await using var backlot = await BacklotServer.StartAsync(options, cancellationToken);
        caller.Terminal.Say($"Journal and media: {caller.Shorten(options.DataFolder)}. Any key that is not blank is good.");
        BacklotTable.Write(caller.Terminal, backlot);
        caller.Terminal.Say($"ready: {backlot.Address}");
        await Foreground.UntilAsync(cancellationToken);
        return ExitCode.Ok;
    }
}
