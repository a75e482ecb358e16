using System.Globalization;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Accounts;

namespace Orchestrator.Cli.Wiring;

/// <summary>What each open account may do at once: as the catalogue has read it, or as ORCHESTRATOR_JOBS says (<c>fal=10, kling=5</c>).</summary>
internal sealed class AccountSettings
{
    private const string Variable = "ORCHESTRATOR_JOBS";

    internal AccountSettings(IReadOnlyList<AccountLimits> limits, Func<string, double?> rate) => (Limits, RateOf) = (limits, rate);

    /// <summary>The limits of each account.</summary>
    public IReadOnlyList<AccountLimits> Limits { get; }

    /// <summary>Purchases from an account in a second; null when it has no such limit.</summary>
    public Func<string, double?> RateOf { get; }

    /// <summary>The settings for the accounts that are open.</summary>
    /// <exception cref="CommandException">ORCHESTRATOR_JOBS is not what it should be.</exception>
    public static AccountSettings Of(Caller caller, ProviderSettings providers)
    {
        var wished = Wished(caller.Variable(Variable) ?? "");
        var book = AccountBook.ReadInstalled();
        return new(
            [
                .. providers.Accounts.Providers.Order(StringComparer.Ordinal)
                    // For play money the numbers of the real accounts do not hold.
                    .Select(provider => new AccountLimits(provider, wished.TryGetValue(provider, out var jobs) ? jobs : providers.Practice ? AccountBook.UnpublishedJobs : book.JobsOf(provider))),
            ],
            provider => providers.Practice ? null : book.RateOf(provider));
    }

    private static Dictionary<string, int> Wished(string text)
    {
        Dictionary<string, int> wished = [];
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || Account.All.All(account => account.Provider != parts[0]) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var jobs) || jobs < 1)
                throw new CommandException(
                    $"{Variable} has `{entry}`.",
                    $"Write the jobs that may be open at once for each account, as in fal=10, kling=5; the accounts are {string.Join(", ", Account.All.Select(account => account.Provider).Distinct())}.",
                    ExitCode.Usage);
            wished[parts[0]] = jobs;
        }

        return wished;
    }
}
