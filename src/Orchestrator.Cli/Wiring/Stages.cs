using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Assembly;
using Orchestrator.Assets;
using Orchestrator.Generation;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Planning.Drafts;
using Orchestrator.Planning.Notes;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Providers.Intents;
using Orchestrator.Scoring;
using Orchestrator.Scoring.Judging;
using Orchestrator.Storyboards;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Cli.Wiring;

/// <summary>The five stages behind their doors, and the shelves they stand on.</summary>
internal static class Stages
{
    private static readonly TimeSpan PracticePollFirst = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PracticePollLongest = TimeSpan.FromSeconds(1);

    /// <summary>Registers them for one home and one set of providers.</summary>
    public static IServiceCollection AddStages(this IServiceCollection services, ProductHome home, ProviderSettings providers)
    {
        services.AddShelves(home).AddVendors(providers);
        services.AddSingleton(new ScoringOptions { Country = providers.Country });
        services.AddSingleton(new RoutingOptions { Country = providers.Country, UsdPerMinute = providers.UsdPerMinute, TrialShare = providers.TrialShare });
        services.AddSingleton(shelves => new ChanceLedger(home.Chances(providers.Practice), shelves.GetRequiredService<TimeProvider>()));
        services.AddSingleton(shelves => new SharedChances(
            shelves.GetRequiredService<ChanceLedger>(),
            home.Storage.IsShared ? shelves.GetRequiredService<Storage>().Records : null,
            providers.Practice ? "chances/practice" : "chances/models",
            shelves.GetRequiredService<TimeProvider>()));
        services.AddSingleton(providers.Practice ? new PollingOptions { First = PracticePollFirst, Longest = PracticePollLongest } : new PollingOptions());
        services.AddPlanning(providers);
        services.AddSingleton<IStoryboardActivities, StoryboardActivities>();
        services.AddSingleton<IGenerationActivities, GenerationActivities>();
        services.AddJudge(providers);
        services.AddSingleton<IScoringActivities, ScoringActivities>();
        services.AddSingleton<IAssemblyActivities, AssemblyActivities>();
        return services;
    }

    // With an account of a language model films are planned by it, unless their brief says otherwise; play money alone changes no plan.
    private static void AddPlanning(this IServiceCollection services, ProviderSettings providers)
    {
        var usual = new PlanningOptions();
        services.AddSingleton(usual with
        {
            Planner = providers.Practice || !providers.Accounts.Has("openai") ? PlannerKind.Words : PlannerKind.Model,
            Model = providers.Value("ORCHESTRATOR_PLANNER_MODEL") ?? usual.Model,
        });
        services.AddSingleton<IShotCapability, RouteCapability>();
        services.AddSingleton<AnswerDesk>();
        services.AddSingleton<PlanCritic>();
        services.AddSingleton<ModelPlanner>();
        services.AddSingleton<NoteInterpreter>();
        services.AddSingleton<IPlanningActivities, PlanningActivities>();
    }

    private static void AddJudge(this IServiceCollection services, ProviderSettings providers)
    {
        var usual = new JudgeOptions();
        services.AddSingleton(usual with { Model = providers.Value("ORCHESTRATOR_JUDGE_MODEL") ?? usual.Model });
        services.AddSingleton<TakeSampler>();
        services.AddSingleton<TakeJudge>();
    }

    private static IServiceCollection AddShelves(this IServiceCollection services, ProductHome home)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new Storage(home));
        services.AddSingleton(shelves => shelves.GetRequiredService<Storage>().Assets);
        services.AddSingleton(shelves => shelves.GetRequiredService<Storage>().Records);
        services.AddSingleton(shelves => shelves.GetRequiredService<Storage>().Intents);
        services.AddSingleton(_ => ModelCatalogue.ReadInstalled());
        services.AddSingleton(new FfmpegOptions());
        services.AddSingleton<Ffmpeg>();
        services.AddSingleton<ClipProbe>();
        services.AddSingleton<BriefReader>();
        services.AddSingleton<IShotPlanner>(shelves => new HeardPlanner(
            new DeterministicPlanner(), shelves.GetRequiredService<ModelCatalogue>(), shelves.GetRequiredService<OpenAccounts>(), shelves.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ShotRouter>();
        services.AddSingleton<FilmTrials>();
        services.AddSingleton<SceneGrouping>();
        services.AddSingleton<SceneSplitter>();
        services.AddSingleton<SoundKeeper>();
        services.AddSingleton<PartJoiner>();
        services.AddSingleton(new AssemblyOptions { CacheFolder = home.Cache });
        return services;
    }
}
