using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Orchestrator.Providers.Catalogue;

/// <summary>The limits of accounts, from <c>catalog/accounts/*.yaml</c>.</summary>
public sealed class AccountBook
{
    /// <summary>Jobs at once for an account whose provider publishes no number: enough to film, few enough to be no burden.</summary>
    public const int UnpublishedJobs = 4;

    private readonly IReadOnlyDictionary<string, AccountRow> rows;

    /// <summary>A book of the given rows.</summary>
    public AccountBook(IEnumerable<AccountRow> rows) => this.rows = rows.ToDictionary(row => row.Provider, StringComparer.Ordinal);

    /// <summary>Reads every file of a folder.</summary>
    /// <exception cref="CatalogueException">A file is wrong; the message says which.</exception>
    public static AccountBook Read(string folder) => !Directory.Exists(folder)
        ? throw new CatalogueException($"The folder {folder}, of the accounts' limits, is missing: restore the installation.")
        : new(Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(ReadFile));

    /// <summary>The book that was built with the product.</summary>
    public static AccountBook ReadInstalled() => Read(Path.Combine(AppContext.BaseDirectory, "catalog", "accounts"));

    /// <summary>Jobs of a provider that may be open at once.</summary>
    public int JobsOf(string provider) => rows.GetValueOrDefault(provider)?.Jobs ?? UnpublishedJobs;

    /// <summary>Purchases from a provider in a second; null when it publishes no limit.</summary>
    public double? RateOf(string provider) => rows.GetValueOrDefault(provider)?.PerMinute / 60;

    private static AccountRow ReadFile(string path)
    {
        try
        {
            var values = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(File.ReadAllText(path));
            // A figure without its source and the day it was read is no figure.
            foreach (var key in new[] { "provider", "source", "read", "expires" })
            {
                if (!values.ContainsKey(key))
                    throw new KeyNotFoundException($"{key} is missing");
            }

            return new(
                values["provider"],
                values.TryGetValue("jobs", out var jobs) ? int.Parse(jobs, CultureInfo.InvariantCulture) : null,
                values.TryGetValue("per-minute", out var minute) ? double.Parse(minute, CultureInfo.InvariantCulture) : null);
        }
        catch (Exception exception) when (exception is YamlException or KeyNotFoundException or FormatException)
        {
            throw new CatalogueException($"{path} is not an account: {exception.Message}", exception);
        }
    }
}
