using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Providers;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.OpenAi;

namespace Orchestrator.Cli.Wiring;

/// <summary>The clients of the providers, with what the environment says of each.</summary>
internal static class Vendors
{
    private static readonly (string Provider, Action<IServiceCollection, ProviderSettings> Add)[] Doors =
    [
        ("fal", AddFal),
        ("openai", AddOpenAi),
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
            fal.Webhook = providers.Value("ORCHESTRATOR_WEBHOOK_URL") is { } hook ? new Uri($"{hook.TrimEnd('/')}/hooks/fal") : null;
            fal.ListsRunning = providers.Practice;
        });
        services.AddSingleton<FalStorage>();
        services.AddSingleton<FalVideoModel>();
        services.AddSingleton<FalWebhookKeys>();
        services.AddSingleton<FalWebhooks>();
        services.AddSingleton<IVideoModel>(provider => provider.GetRequiredService<FalVideoModel>());
        services.AddSingleton<IImageModel, FalImageModel>();
    }

    private static void AddOpenAi(IServiceCollection services, ProviderSettings providers)
    {
        services.Configure<OpenAiOptions>(openAi =>
        {
            openAi.Key = providers.Key("OPENAI_API_KEY");
            openAi.Address = providers.OpenAi ?? openAi.Address;
        });
        services.AddSingleton<IImageModel, OpenAiImageModel>();
    }
}
