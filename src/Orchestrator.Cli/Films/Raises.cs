using System.CommandLine;
using Orchestrator.Model;
using Orchestrator.Planning;

namespace Orchestrator.Cli.Films;

/// <summary>New limits for a film on the command line: the options, and the command that names them.</summary>
internal sealed class Raises
{
    private readonly Option<Money?> film = Limit("--budget", "New limit for the whole film.");
    private readonly Option<Money?> shot = Limit("--shot-budget", "New limit for the takes of one shot.");
    private readonly Option<Money?> storyboard = Limit("--storyboard-budget", "New limit for storyboard frames.");
    private readonly Option<Money?> stopLoss = Limit("--stop-loss", "New limit for takes that end up unused.");

    /// <summary>Adds the options to a command.</summary>
    public static Raises AddTo(Command command)
    {
        var raises = new Raises();
        command.Options.Add(raises.film);
        command.Options.Add(raises.shot);
        command.Options.Add(raises.storyboard);
        command.Options.Add(raises.stopLoss);
        return raises;
    }

    /// <summary>What the caller grants; null when nothing is named.</summary>
    public BudgetRaise? Of(ParseResult parsed)
    {
        BudgetRaise raise = new(parsed.GetValue(film), parsed.GetValue(shot), parsed.GetValue(storyboard), parsed.GetValue(stopLoss));
        return raise == new BudgetRaise() ? null : raise;
    }

    /// <summary>The command that grants limits, to the cent above.</summary>
    public static string Command(string name, BudgetRaise enough) => string.Join(
        ' ',
        (string[])
        [
            "orchestrator resume", name,
            .. Words("--budget", enough.Film), .. Words("--shot-budget", enough.Shot), .. Words("--storyboard-budget", enough.Storyboard), .. Words("--stop-loss", enough.StopLoss),
        ]);

    /// <summary>What a brief grants more than another one, when it is the same in everything else.</summary>
    public static BudgetRaise Between(Budget before, Budget now) => new(
        now.Film,
        before.Shot is null ? null : now.Shot,
        before.Storyboard is null ? null : now.Storyboard,
        before.StopLoss is null ? null : now.StopLoss);

    private static string[] Words(string option, Money? limit) =>
        limit is { } money ? [option, ToTheCent(money)] : [];

    /// <summary>An amount as an option takes it, to the cent above.</summary>
    public static string ToTheCent(Money money) => $"{money.ToTheCentAbove().Amount():0.00}{money.Currency}";

    /// <summary>An option that takes an amount of money.</summary>
    public static Option<Money?> Limit(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "AMOUNT",
        CustomParser = result =>
        {
            if (BriefText.Money(result.Tokens[0].Value) is { } money)
                return money;
            result.AddError($"{name}: expected an amount such as 60USD, found \"{result.Tokens[0].Value}\"");
            return null;
        },
    };
}
