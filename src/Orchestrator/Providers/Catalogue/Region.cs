namespace Orchestrator.Providers.Catalogue;

/// <summary>Countries, and the groups of countries that providers name.</summary>
internal static class Region
{
    /// <summary>The European Economic Area: the EU, Iceland, Liechtenstein, Norway.</summary>
    public const string Eea = "EEA";

    private static readonly HashSet<string> EeaCountries = new(StringComparer.OrdinalIgnoreCase)
    {
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL",
        "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
    };

    /// <summary>Whether a country is that region, or lies in it.</summary>
    public static bool Holds(string region, string country) =>
        region.Equals(country, StringComparison.OrdinalIgnoreCase) || (region == Eea && EeaCountries.Contains(country));
}
