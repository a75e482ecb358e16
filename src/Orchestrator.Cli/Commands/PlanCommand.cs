using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Assets;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Planning;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Commands;

/// <summary><c>plan BRIEF</c>: the shots and what they may cost; starts nothing and spends nothing.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var brief = new Argument<string>("brief") { Description = "The brief (YAML).", HelpName = "BRIEF.yaml" };
        var why = new Option<string?>("--why") { Description = "Say why this shot goes to its model, and why not to the others.", HelpName = "SHOT" };
        var migrate = new Option<bool>("--migrate") { Description = "Plan with the successors of retired models that the brief names." };
        var command = new Command("plan", "Show the shots of a brief, the model for each, and what the film may cost. Spends nothing.") { brief, why, migrate };
        command.SetAction((parsed, cancellationToken) => RunAsync(caller, caller.Path(parsed.GetValue(brief)!), parsed.GetValue(why), parsed.GetValue(migrate), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Caller caller, string path, string? why, bool migrates, CancellationToken cancellationToken)
    {
        var home = ProductHome.Open(caller);
        await using var services = new ServiceCollection().AddStages(home, ProviderSettings.Of(caller)).BuildServiceProvider();
        var brief = await BriefFile.ReadAsync(path, services.GetRequiredService<IAssetStore>(), cancellationToken, migrates);
        try
        {
            var estimate = await new Estimator(services).OfAsync(brief, draft: false, cancellationToken);
            var planning = services.GetRequiredService<PlanningOptions>();
            if ((brief.Planner ?? planning.Planner) == PlannerKind.Model)
                estimate = estimate with { Plan = Foretold(estimate.Plan, planning.Model) };
            foreach (var words in brief.Substitutions ?? [])
                caller.Terminal.Say(words);
            if (why is not null)
                return Why(caller, estimate, why);
            PlanTable.Write(caller.Terminal, estimate);
            return estimate.Affordable ? ExitCode.Ok : ExitCode.Budget;
        }
        catch (ApplicationFailureException exception)
        {
            throw new CommandException(exception.Message, "Change the brief: other models, shorter shots, another size.", ExitCode.Usage, exception);
        }
    }

    // Asking would spend: what is shown is what the rules make of the same words.
    private static ShotPlan Foretold(ShotPlan plan, string model) => plan with
    {
        Notes = [.. plan.Notes, $"The film itself is planned by {model}, for money: its shots and their price may differ. `planner: words` keeps this plan."],
    };

    private static int Why(Caller caller, Estimate estimate, string shotId)
    {
        var shots = estimate.Plan.Shots;
        var index = shots.ToList().FindIndex(shot => shot.Id.Equals(shotId, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            throw new CommandException(estimate.Plan.Without(shotId), "Name one of them.", ExitCode.Usage);
        WhyTable.Write(caller.Terminal, shots[index], estimate.Brief.Fps, estimate.Routes[index]);
        return ExitCode.Ok;
    }
}
