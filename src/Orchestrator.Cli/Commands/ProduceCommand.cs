using System.CommandLine;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary><c>produce BRIEF</c>: makes the film, shows it being made, and puts it where the caller can see it.</summary>
internal static class ProduceCommand
{
    private const int MostAtOnce = 16;

    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var briefs = new Argument<string[]>("brief") { Description = "The brief (YAML); several make a batch.", HelpName = "BRIEF.yaml", Arity = ArgumentArity.OneOrMore };
        // Where any number of words may come, an option that is none would count as one of them.
        briefs.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"There is no option `{word.Value}`.");
        });
        var folder = new Option<string?>("--out") { Description = "Folder for the film. Default: films/NAME. For a batch, the folder that holds one for each film.", HelpName = "DIR" };
        var batchBudget = Raises.Limit("--batch-budget", "Most that all films of a batch may cost together.");
        var atOnce = new Option<int>("--at-once") { Description = "Films of a batch that are made at the same time. Default: 2; 1 makes them one after the other.", HelpName = "N", DefaultValueFactory = _ => 2 };
        atOnce.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var films) && films is >= 1 and <= MostAtOnce))
                result.AddError($"--at-once is a number from 1 to {MostAtOnce}.");
        });
        var seed = new Option<long?>("--seed") { Description = "Seed of everything random, instead of the brief's." };
        var fresh = new Option<bool>("--fresh") { Description = "Start over, although there is a film of this name already. What was bought for it is not used again." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before real money is spent." };
        var migrate = new Option<bool>("--migrate") { Description = "Film with the successors of retired models that the brief names; the report says which." };
        var draft = new Option<bool>("--draft") { Description = "Film with the cheapest models at a small size, to films/NAME/draft; `finish NAME` makes the film of it." };
        var command = new Command("produce", "Make a film from a brief. The same command, run again, goes on where it was and buys nothing twice.")
        {
            briefs, folder, seed, fresh, yes, migrate, draft, batchBudget, atOnce,
        };
        var service = ServiceOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var home = ProductHome.Open(caller);
            var paths = parsed.GetValue(briefs)!.Select(caller.Path).Distinct().ToList();
            var limit = parsed.GetValue(batchBudget);
            var wish = new ProduceWish(
                paths[0],
                parsed.GetValue(folder) is { } path ? caller.Path(path) : null,
                parsed.GetValue(seed),
                parsed.GetValue(fresh),
                parsed.GetValue(yes),
                parsed.GetValue(migrate),
                parsed.GetValue(draft));
            var order = service.Order(parsed, caller, home);
            return paths.Count == 1 && limit is null
                ? new Produce(order, wish).RunAsync(cancellationToken)
                : new ProduceBatch(order, wish, paths, limit, parsed.GetValue(atOnce)).RunAsync(cancellationToken);
        });
        return command;
    }
}
