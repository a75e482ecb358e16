using Orchestrator.Generation;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Cli.Wiring;

/// <summary>Where generations are bought, and with which keys: of the caller's accounts, or all of them on the Backlot for play money.</summary>
internal sealed class ProviderSettings
{
    private const string PlayKey = "play-money";

    private readonly Caller caller;
    private readonly Secrets secrets = new();

    private ProviderSettings(Caller caller, bool practice, Uri? backlot) => (this.caller, Practice, Backlot) = (caller, practice, backlot);

    /// <summary>True when everything is bought on the Backlot, for play money.</summary>
    public bool Practice { get; }

    /// <summary>The Backlot; null while it is not known, or when real money is spent.</summary>
    public Uri? Backlot { get; }

    /// <summary>The providers that can be bought from.</summary>
    public OpenAccounts Accounts => new(Account.All.Where(account => Practice || account.IsOpen(caller)).Select(account => account.Provider).ToHashSet()) { PlayMoney = Practice };

    /// <summary>The variables of the accounts that are open, in words.</summary>
    public string OpenWords => string.Join(", ", Account.All.Where(account => account.IsOpen(caller)).Select(account => account.Words));

    /// <summary>Base address of an OpenAI-compatible server, with its version; null is OpenAI's own.</summary>
    public Uri? OpenAi => Address("ORCHESTRATOR_OPENAI_URL", "openai/v1/");

    /// <summary>The country that the caller says to be in; null when it is not said.</summary>
    public string? Country => caller.Variable("ORCHESTRATOR_COUNTRY");

    /// <summary>What a minute of waiting for a take is worth to the caller, in US dollars; 0 when it is not said.</summary>
    /// <exception cref="CommandException">It is no amount.</exception>
    public decimal UsdPerMinute => Number("ORCHESTRATOR_MINUTE_USD", "an amount of US dollars such as 0.10", text => decimal.TryParse(text, out var usd) && usd >= 0 ? usd : null);

    /// <summary>Most that trials of models in reserve may lose, as a share of what one take of each shot of a film costs.</summary>
    /// <exception cref="CommandException">It is no share.</exception>
    public decimal TrialShare => Number("ORCHESTRATOR_TRIAL_SHARE", "a share of the film's first takes such as 0.2, or 0 for no trials", text => decimal.TryParse(text, out var share) && share is >= 0 and <= 1 ? share : null, new RoutingOptions().TrialShare);

    /// <summary>The caller's settings.</summary>
    /// <exception cref="CommandException">An address is not one, or only half of what a film needs is there.</exception>
    public static ProviderSettings Of(Caller caller)
    {
        // Whoever names a Backlot wants play money, whatever keys are about; and a key is not for it to see.
        if (Address(caller, "ORCHESTRATOR_BACKLOT_URL") is { } backlot)
            return new ProviderSettings(caller, practice: true, backlot);
        foreach (var (set, missing) in Account.Begun(caller))
        {
            throw new CommandException(
                $"{set} is set and {missing} is not: the account cannot be used.", $"Set {missing} as well, or unset {set}.", ExitCode.Usage);
        }

        var open = Account.All.Where(account => account.IsOpen(caller)).ToList();
        // Storyboards are drawn by one provider and animated by another: real takes of play frames would be money thrown away.
        if (open.Count > 0 && !(open.Any(account => account.Films) && open.Any(account => account.Draws)))
            throw Half(open);
        var settings = new ProviderSettings(caller, practice: open.Count == 0, null);
        _ = settings.OpenAi;
        _ = settings.UsdPerMinute + settings.TrialShare;
        return settings;
    }

    /// <summary>The same with everything bought on the Backlot at that address.</summary>
    public ProviderSettings On(Uri backlot) => new(caller, practice: true, backlot);

    /// <summary>A key; for play money any word does.</summary>
    public string Key(string name) => Practice ? PlayKey : secrets.Reveal(name, caller.Variable(name) ?? "");

    /// <summary>Fetches every key that is kept in a vault, so that a missing one is told before anything begins.</summary>
    /// <exception cref="CommandException">A vault does not give one out.</exception>
    public void FetchKeys()
    {
        if (Practice)
            return;
        foreach (var name in SecretVariables.All)
            Key(name);
    }

    /// <summary>A variable that is no secret; for play money it does not count.</summary>
    public string? Value(string name) => Practice ? null : caller.Variable(name);

    /// <summary>A base address: the Backlot's for play money, otherwise what the variable says; null is the provider's own.</summary>
    public Uri? Address(string name, string backlotPath) => Practice ? Backlot is { } backlot ? new Uri(backlot, backlotPath) : null : Address(caller, name);

    private static CommandException Half(IReadOnlyList<Account> open)
    {
        var films = open.Any(account => account.Films);
        var missing = Account.All.Where(account => films ? account.Draws : account.Films).Select(account => account.Words);
        return new(
            $"{string.Join(" and ", open.Select(account => account.Words))} is set and {string.Join(" or ", missing)} is not: a film needs both, a model for its video and one for its storyboard.",
            "Set one of them to make films with real models, or unset all keys to practise on the Backlot.",
            ExitCode.Usage);
    }

    private decimal Number(string name, string expected, Func<string, decimal?> read, decimal otherwise = 0)
    {
        if (caller.Variable(name) is not { } value)
            return otherwise;
        return read(value) ?? throw new CommandException($"{name} is `{value}`; expected {expected}.", $"Correct it, or unset {name}.", ExitCode.Usage);
    }

    private static Uri? Address(Caller caller, string name)
    {
        if (caller.Variable(name) is not { } value)
            return null;
        // Paths are appended to it, so it must end as a folder does.
        return Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandException($"{name} is `{value}`, which is not an http address.", $"Correct it, or unset {name}.", ExitCode.Usage);
    }
}
