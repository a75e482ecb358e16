using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Orchestrator.Cli.Screens;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Http;

namespace Orchestrator.Cli.Wiring;

/// <summary>Holds what is sent to fal's endpoints against what their public pages say that they take; nothing is bought, and no key is shown.</summary>
internal sealed class EndpointCheck(ModelCatalogue catalogue, FalPages pages)
{
    /// <summary>The variable that leads to fal's pages elsewhere.</summary>
    public const string PagesVariable = "ORCHESTRATOR_FAL_PAGES_URL";

    private const string Fal = "fal";

    private readonly List<Finding> findings = [];
    private readonly List<string> unread = [];
    private int agreeing;
    private int unused;

    /// <summary>The same with fal's pages at their place, or the Backlot's; whether there is an account or not.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(ModelCatalogue catalogue, ProviderSettings providers, DateOnly today, CancellationToken cancellationToken)
    {
        var fal = new FalOptions();
        fal.Pages = providers.Address(PagesVariable, "fal-pages/") ?? fal.Pages;
        using var http = ProviderChannel.CreateClient();
        return await new EndpointCheck(catalogue, new(new(http), Options.Create(fal))).RunAsync(today, cancellationToken);
    }

    /// <summary>One finding for each difference, and one for all that agrees.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var row in catalogue.Rows.Where(row => row.Provider == Fal && !(row.Retired <= today)))
        {
            foreach (var (endpoint, bodies) in FalSent.Of(row))
            {
                try
                {
                    Hold(row, endpoint, bodies, await pages.ReadAsync(endpoint, cancellationToken));
                }
                catch (Exception exception) when (ProviderChannel.Lost(exception, cancellationToken))
                {
                    // The others are at the same place.
                    return [.. findings, Unreachable(exception.Message)];
                }
            }
        }

        if (unread.Count > 0)
            findings.Add(new(Health.Note, Fal, $"the pages of {Words.Count(unread.Count, "endpoint")} cannot be read: {string.Join("; ", unread)}", "Ask again later; films are made as before."));
        if (agreeing > 0)
            findings.Add(new(Health.Good, Fal, $"{Words.Count(agreeing, "endpoint")} {(agreeing == 1 ? "takes" : "take")} what is sent; {Words.Count(unused, "optional field")} more {(unused == 1 ? "is" : "are")} not used"));
        return findings;
    }

    private void Hold(ModelRow row, string endpoint, IReadOnlyList<JsonObject> bodies, FalPage page)
    {
        if (page.Gone)
        {
            findings.Add(new(Health.Note, row.Name, $"{endpoint} is gone: fal has no such endpoint ({page.Problem})", $"Write its new name as endpoint in catalog/{row.Name}.yaml, or lifecycle.retired and its successors."));
            return;
        }

        if (page.Schema is not { } schema)
        {
            unread.Add($"{endpoint} ({page.Problem})");
            return;
        }

        var differences = FalComparison.Of(schema, bodies, field => FalCatalogueField.Longest(row, field));
        findings.AddRange(differences.Select(difference => new Finding(Health.Note, row.Name, $"{endpoint}: {difference.Field} {difference.Words}", Remedy(row, difference))));
        if (differences.Count > 0)
            return;
        agreeing++;
        unused += FalComparison.Unused(schema, bodies);
    }

    private static string Remedy(ModelRow row, FalDifference difference) => FalCatalogueField.Of(row, difference.Field) is { } place
        ? $"Correct {place} in catalog/{row.Name}.yaml; until then leave {row.Name} out of briefs, or expect refused requests."
        : $"The client writes it{(row.Input.Form is { } form ? $" (input.form: {form})" : "")}: leave {row.Name} out of briefs until it is corrected.";

    private static Finding Unreachable(string why) => new(Health.Note, Fal, $"fal's public pages cannot be reached, so what its endpoints take is not checked: {why.Split('\n')[0].Trim()}", "Ask again when the network is there; films are made as before.");
}
