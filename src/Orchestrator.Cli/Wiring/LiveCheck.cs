using System.ClientModel;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.OpenAi;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Tries every open account for real: one job to its cheapest model, asked after once and cancelled at once. What cannot be cancelled
/// costs what was said before.
/// </summary>
internal sealed class LiveCheck : IDisposable
{
    private static readonly FrameSize Size = new(1280, 720);

    private const string Brief = """
        name: live-check
        duration: 4s
        treatment:
          - A ceramic cup of coffee on a table in a cafe.
        silent-shots: [1]
        budget: 9 USD
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-live-").FullName;
    private readonly ServiceProvider services;
    private readonly OpenAccounts accounts;

    /// <summary>Prepares it; nothing is sent.</summary>
    /// <exception cref="CommandException">A key cannot be had.</exception>
    public LiveCheck(ProviderSettings providers)
    {
        providers.FetchKeys();
        accounts = providers.Accounts;
        services = new ServiceCollection().AddStages(new ProductHome(folder), providers).BuildServiceProvider();
    }

    /// <summary>The job for each account that films: its model, and the most that it can cost.</summary>
    public IReadOnlyList<(ModelRow Row, Money Price)> Jobs()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var catalogue = services.GetRequiredService<ModelCatalogue>();
        return
        [
            .. catalogue.Video(today).Where(row => !row.Edits && row.Input.Image is not null && accounts.Has(row.Provider))
                .Select(row => (Row: row, Price: row.PriceOf(row.Seconds[0], Size, sound: false)))
                .GroupBy(job => job.Row.Provider)
                .Select(account => account.OrderBy(job => job.Price).ThenBy(job => job.Row.Name, StringComparer.Ordinal).First())
                .OrderBy(job => job.Row.Provider, StringComparer.Ordinal),
        ];
    }

    /// <summary>Tries them; one finding for each account.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = await RequestAsync(cancellationToken);
        foreach (var (row, price) in Jobs())
            yield return await TryAsync(row, price, request with { Model = row.Name, Seconds = row.Seconds[0] }, cancellationToken);
        // An image service answers at once: there is nothing to cancel, and its list of models tells as much, for nothing.
        foreach (var finding in await ListAsync(cancellationToken))
            yield return finding;
        foreach (var finding in await EndpointsAsync(cancellationToken))
            yield return finding;
    }

    /// <summary>Asks the services that tell it which of their models they end, and when; free of charge.</summary>
    public async Task<IReadOnlyList<Finding>> ListAsync(CancellationToken cancellationToken)
    {
        if (!accounts.Has("openai"))
            return [];
        try
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var openAi = services.GetRequiredService<IOptions<OpenAiOptions>>().Value;
            var told = await OpenAiModelList.ReadAsync(openAi, cancellationToken);
            Finding good = new(Health.Good, "openai", $"the key is good for {told.Count} models; nothing was drawn");
            // Azure lists the models that could be deployed, by names that are not the deployments'.
            return openAi.ImageDeployment is not null || openAi.Deployments.Count > 0 ? [good] : [good, .. ServiceLifecycle.Of(services.GetRequiredService<ModelCatalogue>(), "openai", told, today)];
        }
        catch (ClientResultException exception)
        {
            return [new(Health.Bad, "openai", exception.Message.Split('\n')[0].Trim(), exception.Status == 0 ? "See whether the service can be reached from here." : "Check OPENAI_API_KEY or AZURE_OPENAI_API_KEY, and the account's balance.")];
        }
        catch (AuthenticationFailedException exception)
        {
            return [new(Health.Bad, "openai", OpenAiErrors.NoToken(exception), "Set AZURE_OPENAI_API_KEY, or sign in: az login, a managed identity, or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.")];
        }
    }

    // fal says of each endpoint what it takes; free of charge as well.
    private async Task<IReadOnlyList<Finding>> EndpointsAsync(CancellationToken cancellationToken) => services.GetService<FalPages>() is { } pages
        ? await new EndpointCheck(services.GetRequiredService<ModelCatalogue>(), pages).RunAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), cancellationToken)
        : [];

    /// <inheritdoc />
    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Finding> TryAsync(ModelRow row, Money price, TakeRequest request, CancellationToken cancellationToken)
    {
        var model = services.GetServices<IVideoModel>().Single(candidate => candidate.Provider == row.Provider);
        try
        {
            // Once sent it is seen through to its cancellation, whoever stops the command.
            var submitted = await model.SubmitAsync($"doctor/{Guid.NewGuid():N}", request, row, CancellationToken.None);
            if (submitted.Job is not { } job)
                return Refused(row, submitted);
            var state = await model.StateAsync(job, CancellationToken.None);
            var stopped = await model.CancelAsync(job, CancellationToken.None);
            return stopped == OutcomeClass.Cancelled
                ? new(Health.Good, row.Provider, $"{row.Name} accepted a job ({state.Message}) and cancelled it; nothing is billed")
                : new(Health.Note, row.Provider, $"{row.Name} accepted a job ({state.Message}), which was not to be stopped; it may be billed, at most {price}");
        }
        catch (Exception exception) when (exception is HttpRequestException or ProviderException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(Health.Bad, row.Provider, $"{row.Name}: {exception.Message}", "See whether the service is up; the job may be billed.");
        }
    }

    private static Finding Refused(ModelRow row, SubmitResult submitted) => new(
        Health.Bad,
        row.Provider,
        $"{row.Name}: {submitted.Outcome}: {submitted.Message}",
        submitted.Outcome switch
        {
            OutcomeClass.AuthOrAccount => $"Check {Account.All.First(account => account.Provider == row.Provider).Words}, and the account's balance.",
            OutcomeClass.Ambiguous => "The answer was lost: look into the account whether a job runs there.",
            OutcomeClass.ModelRetired => $"The model is gone: correct catalog/{row.Name}.yaml.",
            _ => "Try again later; films would wait, or go to other models.",
        });

    private async Task<TakeRequest> RequestAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "brief.yaml");
        await File.WriteAllTextAsync(path, Brief, cancellationToken);
        var assets = services.GetRequiredService<IAssetStore>();
        var brief = await services.GetRequiredService<BriefReader>().ReadAsync(path, assets, cancellationToken);
        var shot = (await new DeterministicPlanner().PlanAsync(brief, cancellationToken)).Shots[0];
        using var work = assets.CreateWorkFolder();
        var frame = work.File("frame.png");
        await services.GetRequiredService<Ffmpeg>().RunAsync(["-v", "error", "-f", "lavfi", "-i", $"color=c=0x806040:s={Size.Width}x{Size.Height}", "-frames:v", "1", frame], cancellationToken);
        return new(shot.Id, "", shot.Fields, shot.Frames / brief.Fps, 1, await assets.AddFileAsync(frame, "image/png", cancellationToken), Size);
    }
}
