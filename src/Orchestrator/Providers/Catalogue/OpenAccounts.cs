namespace Orchestrator.Providers.Catalogue;

/// <summary>The providers that can be bought from: those with a key, or all of them for play money.</summary>
/// <param name="Providers">Their names in the catalogue.</param>
public sealed record OpenAccounts(IReadOnlySet<string> Providers)
{
    /// <summary>Whether they sell for play money.</summary>
    public bool PlayMoney { get; init; }

    /// <summary>Whether there is an account.</summary>
    public bool Has(string provider) => Providers.Contains(provider);
}
