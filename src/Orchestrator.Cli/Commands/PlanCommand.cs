using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Assets;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Planning;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Commands;

/// <summary><c>plan BRIEF</c>: the shots and what they may cost; starts nothing and spends nothing.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var brief = new Argument<string>("brief") { Description = "The brief (YAML).", HelpName = "BRIEF.yaml" };
        var command = new Command("plan", "Show the shots of a brief, the model for each, and what the film may cost. Spends nothing.") { brief };
        command.SetAction((parsed, cancellationToken) => RunAsync(caller, caller.Path(parsed.GetValue(brief)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Caller caller, string path, CancellationToken cancellationToken)
    {
        var home = ProductHome.Open(caller);
        await using var services = new ServiceCollection().AddStages(home, ProviderSettings.Of(caller)).BuildServiceProvider();
        var brief = await BriefFile.ReadAsync(path, services.GetRequiredService<IAssetStore>(), cancellationToken);
        try
        {
            var estimate = await Estimate.OfAsync(
                brief,
                services.GetRequiredService<IShotPlanner>(),
                services.GetRequiredService<IStoryboardActivities>(),
                services.GetRequiredService<IGenerationActivities>(),
                cancellationToken);
            PlanTable.Write(caller.Terminal, estimate);
            return estimate.Affordable ? ExitCode.Ok : ExitCode.Budget;
        }
        catch (ApplicationFailureException exception)
        {
            throw new CommandException(exception.Message, "Change the brief: other models, shorter shots, another size.", ExitCode.Usage, exception);
        }
    }
}
