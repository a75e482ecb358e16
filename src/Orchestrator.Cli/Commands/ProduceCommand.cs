using System.CommandLine;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary><c>produce BRIEF</c>: makes the film, shows it being made, and puts it where the caller can see it.</summary>
internal static class ProduceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var brief = new Argument<string>("brief") { Description = "The brief (YAML).", HelpName = "BRIEF.yaml" };
        var folder = new Option<string?>("--out") { Description = "Folder for the film. Default: films/NAME.", HelpName = "DIR" };
        var seed = new Option<long?>("--seed") { Description = "Seed of everything random, instead of the brief's." };
        var fresh = new Option<bool>("--fresh") { Description = "Start over, although there is a film of this name already. What was bought for it is not used again." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before real money is spent." };
        var migrate = new Option<bool>("--migrate") { Description = "Film with the successors of retired models that the brief names; the report says which." };
        var draft = new Option<bool>("--draft") { Description = "Film with the cheapest models at a small size, to films/NAME/draft; `finish NAME` makes the film of it." };
        var command = new Command("produce", "Make a film from a brief. The same command, run again, goes on where it was and buys nothing twice.")
        {
            brief, folder, seed, fresh, yes, migrate, draft,
        };
        var service = ServiceOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var home = ProductHome.Open(caller);
            var wish = new ProduceWish(
                caller.Path(parsed.GetValue(brief)!),
                parsed.GetValue(folder) is { } path ? caller.Path(path) : null,
                parsed.GetValue(seed),
                parsed.GetValue(fresh),
                parsed.GetValue(yes),
                parsed.GetValue(migrate),
                parsed.GetValue(draft));
            return new Produce(service.Order(parsed, caller, home), wish).RunAsync(cancellationToken);
        });
        return command;
    }
}
