using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Spectre.Console;

namespace Orchestrator.Cli.Commands;

/// <summary><c>models</c>: the catalogue, whether it is up to date, and what is on record of its models.</summary>
internal static class ModelsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var command = new Command("models", "List the models: what each makes, costs and needs.") { Show(caller), Check(caller), Validate(caller), Chances(caller) };
        command.SetAction(_ =>
        {
            ModelTable.Write(caller.Terminal, ModelCatalogue.ReadInstalled(), Today());
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show(Caller caller)
    {
        var name = new Argument<string>("name") { Description = "The model, by its name in the catalogue." };
        var command = new Command("show", "Tell everything that is known of one model: terms, regions, price and its source, limits, documented defects.") { name };
        command.SetAction(parsed =>
        {
            var catalogue = ModelCatalogue.ReadInstalled();
            var row = catalogue.FindOrNull(parsed.GetValue(name)!)
                ?? throw new CommandException($"There is no model {parsed.GetValue(name)} in the catalogue.", "`orchestrator models` lists them.", ExitCode.Usage);
            ModelTable.Show(caller.Terminal, row, Today());
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Check(Caller caller)
    {
        var live = new Option<bool>("--live") { Description = "Also hold what is sent to fal's endpoints against its public pages, and ask OpenAI, where its key is set, which of its models end within 14 days; free of charge." };
        var command = new Command("check", "Warn of prices that are to be read again and of models that end. Exit code 2 when there is something to do.") { live };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var catalogue = ModelCatalogue.ReadInstalled();
            var findings = CatalogueCheck.Of(catalogue, Today()).ToList();
            if (parsed.GetValue(live))
                findings.AddRange(await ToldAsync(caller, catalogue, cancellationToken));
            foreach (var finding in findings)
            {
                caller.Terminal.Say($"{finding.What}: {finding.Seen}");
                if (finding.Remedy is { } remedy)
                    caller.Terminal.Output.WriteLine($"  → {remedy}", new Style(Color.Yellow));
            }

            if (findings.Any(finding => finding.Health != Health.Good))
                return ExitCode.Notes;
            caller.Terminal.Say($"Nothing to do: the prices of {Words.Count(catalogue.Rows.Count(), "model")} are fresh and none of them ends soon.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Validate(Caller caller)
    {
        var folder = new Argument<string?>("folder") { Description = "A folder of catalogue files; those of the product without it.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("validate", "Read the files of the catalogue and name every one that is wrong, with its field. The build runs it.") { folder };
        command.SetAction(parsed =>
        {
            var place = parsed.GetValue(folder) is { } named ? caller.Path(named) : ModelCatalogue.Installed;
            var models = ModelCatalogue.Read(place).Rows.Count();
            _ = AccountBook.Read(Path.Combine(place, "accounts"));
            caller.Terminal.Say($"{Words.Count(models, "model")} of {caller.Shorten(place)} {(models == 1 ? "is" : "are")} whole.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IEnumerable<Finding>> ToldAsync(Caller caller, ModelCatalogue catalogue, CancellationToken cancellationToken)
    {
        var providers = ProviderSettings.Of(caller);
        var findings = await EndpointCheck.RunAsync(catalogue, providers, Today(), cancellationToken);
        // Without an account there is nobody to ask who wants to know who asks.
        if (providers is { Practice: true, Backlot: null })
            return findings;
        using var check = new LiveCheck(providers);
        return [.. findings, .. await check.ListAsync(cancellationToken)];
    }

    private static Command Chances(Caller caller)
    {
        var export = new Option<string?>("--export") { Description = "File to write the counters to, as JSON.", HelpName = "FILE.json" };
        var command = new Command("chances", "Show how the takes of each model were judged; the choice of models follows it.") { export };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (home, providers) = (ProductHome.Of(caller), ProviderSettings.Of(caller));
            await using var services = new ServiceCollection().AddStages(home, providers).BuildServiceProvider();
            // What other workers have learned since counts as well, where they share a store.
            await services.GetRequiredService<SharedChances>().GatherAsync(cancellationToken);
            var record = services.GetRequiredService<ChanceLedger>().Export();
            ChanceTable.Write(caller.Terminal, record, providers.Practice, home.Storage.IsShared);
            if (parsed.GetValue(export) is { } path)
            {
                await WriteAsync(caller.Path(path), record, cancellationToken);
                caller.Terminal.Say($"The counters are in {caller.Shorten(caller.Path(path))}.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(string path, ChanceExport record, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(record, Json) + "\n", cancellationToken);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {exception.Message}", "Name a file in a folder that exists and that you may write to.", ExitCode.Usage, exception);
        }
    }

    private static DateOnly Today() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
}
