using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Providers;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;

namespace Orchestrator.Cli.Wiring;

/// <summary>The clients of the providers, with what the environment says of each.</summary>
internal static class Vendors
{
    private static readonly (string Provider, Action<IServiceCollection, ProviderSettings> Add)[] Doors =
    [
        ("fal", AddFal),
        ("openai", AddOpenAi),
        ("vertex", AddVertex),
        ("kling", AddKling),
        ("ark", AddArk),
        ("runway", AddRunway),
        ("gemini", AddGemini),
    ];

    /// <summary>Registers those with an account.</summary>
    public static IServiceCollection AddVendors(this IServiceCollection services, ProviderSettings providers)
    {
        services.AddOptions();
        services.AddSingleton(_ => new ProviderChannel(ProviderChannel.CreateClient()));
        services.AddSingleton(providers.Accounts);
        services.AddSingleton<JobBell>();
        foreach (var (provider, add) in Doors)
        {
            if (providers.Accounts.Has(provider))
                add(services, providers);
        }

        return services;
    }

    private static void AddFal(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<FalOptions>(fal =>
        {
            fal.Key = providers.Key("FAL_KEY");
            fal.Queue = providers.Address("ORCHESTRATOR_FAL_QUEUE_URL", "fal/") ?? fal.Queue;
            fal.Platform = providers.Address("ORCHESTRATOR_FAL_PLATFORM_URL", "fal-platform/") ?? fal.Platform;
            fal.Rest = providers.Address("ORCHESTRATOR_FAL_REST_URL", "fal-rest/") ?? fal.Rest;
            fal.Pages = providers.Address(EndpointCheck.PagesVariable, "fal-pages/") ?? fal.Pages;
            fal.Webhook = providers.Value("ORCHESTRATOR_WEBHOOK_URL") is { } hook ? new Uri($"{hook.TrimEnd('/')}/hooks/fal") : null;
            fal.Private = providers.Value("ORCHESTRATOR_FAL_PRIVATE") is "1" or "true";
            fal.ListsRunning = providers.Practice;
        });
        services.AddSingleton<FalStorage>();
        services.AddSingleton<FalPages>();
        services.AddSingleton<FalVideoModel>();
        services.AddSingleton<FalWebhookKeys>();
        services.AddSingleton<FalWebhooks>();
        services.AddSingleton<IVideoModel>(provider => provider.GetRequiredService<FalVideoModel>());
        services.AddSingleton<IImageModel, FalImageModel>();
    }

    private static void AddVertex(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<VertexOptions>(vertex =>
        {
            vertex.Address = providers.Address("ORCHESTRATOR_VERTEX_URL", "vertex/") ?? vertex.Address;
            vertex.Global = providers.Address("ORCHESTRATOR_VERTEX_URL", "vertex/") ?? vertex.Global;
            vertex.Storage = providers.Address("ORCHESTRATOR_CLOUD_STORAGE_URL", "gcs/") ?? vertex.Storage;
            vertex.Project = providers.Key("GOOGLE_CLOUD_PROJECT");
            vertex.Bucket = providers.Key("ORCHESTRATOR_VERTEX_BUCKET");
        });
        services.AddSingleton<IAccessTokens>(_ => providers.Practice ? new PlayTokens(providers.Key("")) : new DefaultCredentials());
        services.AddSingleton<IVideoModel, VertexVideoModel>();
        services.AddSingleton(shelves => VertexPictures.Create(
            shelves.GetRequiredService<ProviderChannel>(), shelves.GetRequiredService<IOptions<VertexOptions>>().Value, shelves.GetRequiredService<IAccessTokens>(), shelves.GetRequiredService<IAssetStore>()));
    }

    private static void AddKling(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<KlingOptions>(kling =>
        {
            kling.Address = providers.Address("ORCHESTRATOR_KLING_URL", "kling/") ?? kling.Address;
            kling.AccessKey = providers.Key("KLING_ACCESS_KEY");
            kling.SecretKey = providers.Key("KLING_SECRET_KEY");
        });
        services.AddSingleton<KlingVideoModel>();
        services.AddSingleton<IVideoModel>(shelves => shelves.GetRequiredService<KlingVideoModel>());
        services.AddSingleton<IImageModel, KlingImageModel>();
    }

    private static void AddArk(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<ArkOptions>(ark =>
        {
            ark.Address = providers.Address("ORCHESTRATOR_ARK_URL", "ark/api/v3/") ?? ark.Address;
            ark.Key = providers.Key("ARK_API_KEY");
        });
        services.AddSingleton<ArkVideoModel>();
        services.AddSingleton<IVideoModel>(shelves => shelves.GetRequiredService<ArkVideoModel>());
        services.AddSingleton<IImageModel, ArkImageModel>();
    }

    private static void AddRunway(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<RunwayOptions>(runway =>
        {
            runway.Address = providers.Address("ORCHESTRATOR_RUNWAY_URL", "runway/") ?? runway.Address;
            runway.Key = providers.Key("RUNWAYML_API_SECRET");
        });
        services.AddSingleton<RunwayVideoModel>();
        services.AddSingleton<IVideoModel>(shelves => shelves.GetRequiredService<RunwayVideoModel>());
        services.AddSingleton<IImageModel, RunwayImageModel>();
    }

    private static void AddGemini(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<GeminiOptions>(gemini =>
        {
            gemini.Address = providers.Address("ORCHESTRATOR_GEMINI_URL", "gemini/") ?? gemini.Address;
            gemini.Key = providers.Key("GEMINI_API_KEY");
        });
        // By its key, whatever tokens are about.
        services.AddSingleton(shelves => new GeminiInteractions(shelves.GetRequiredService<ProviderChannel>(), shelves.GetRequiredService<IOptions<GeminiOptions>>()));
        services.AddSingleton<IVideoModel, GeminiVideoModel>();
        services.AddSingleton<IImageModel>(shelves => new GeminiImageModel(shelves.GetRequiredService<GeminiInteractions>(), shelves.GetRequiredService<IAssetStore>()));
    }

    private static void AddOpenAi(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<OpenAiOptions>(openAi =>
        {
            openAi.Key = providers.Key("OPENAI_API_KEY");
            openAi.Address = providers.OpenAi ?? openAi.Address;
            openAi.Background = providers.Value("ORCHESTRATOR_OPENAI_BACKGROUND") is "1" or "true";
            if (providers.Value("AZURE_OPENAI_ENDPOINT") is not { } azure)
                return;
            openAi.Address = new Uri($"{azure.TrimEnd('/')}/openai/v1/");
            openAi.Key = providers.Key("AZURE_OPENAI_API_KEY");
            openAi.EntraId = openAi.Key.Length == 0;
            openAi.ImageDeployment = providers.Value("AZURE_OPENAI_IMAGE_DEPLOYMENT");
            foreach (var pair in (providers.Value("AZURE_OPENAI_DEPLOYMENTS") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is [var model, var deployment])
                    openAi.Deployments[model] = deployment;
            }
        });
        services.AddSingleton<IImageModel, OpenAiImageModel>();
        services.AddSingleton<ITextModel, OpenAiTextModel>();
    }
}
