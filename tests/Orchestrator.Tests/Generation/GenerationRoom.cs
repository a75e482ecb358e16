using Orchestrator.Assets;
using Orchestrator.Generation;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;
using Temporalio.Converters;
using Temporalio.Testing;

namespace Orchestrator.Tests.Generation;

/// <summary>The generation stage of one worker, on a Backlot that others may share.</summary>
internal sealed class GenerationRoom(BacklotSet set, IVideoModel? model = null, PollingOptions? polling = null, TimeProvider? clock = null) : IDisposable
{
    private readonly TempFolder folder = new();

    /// <summary>Takes the details of heartbeats.</summary>
    public Action<object?[]> Heard { get; init; } = _ => { };

    /// <summary>Runs an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="before">What the last heartbeat of an earlier attempt said; null for the first attempt.</param>
    public Task<T> RunAsync<T>(Func<GenerationActivities, Task<T>> activity, object? before = null)
    {
        var chances = new ChanceLedger(folder.File("chances.db"), TimeProvider.System);
        var router = new ShotRouter(set.Catalogue, BacklotSet.Accounts, chances, new RoutingOptions(), TimeProvider.System);
        var stage = new GenerationActivities(
            set.Catalogue,
            router,
            new FilmTrials(router, new RoutingOptions()),
            new SharedChances(chances, null, "", TimeProvider.System),
            new SceneGrouping(set.Catalogue, BacklotSet.Accounts, chances, new RoutingOptions(), TimeProvider.System),
            new SceneSplitter(set.Assets, set.Ffmpeg, new ClipProbe(set.Ffmpeg)),
            new SoundKeeper(set.Assets, set.Ffmpeg),
            new PartJoiner(set.Assets, set.Ffmpeg, new ClipProbe(set.Ffmpeg)),
            [model ?? set.Fal()],
            set.Intents,
            new ClipProbe(set.Ffmpeg),
            set.Assets,
            polling ?? new PollingOptions { First = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromMilliseconds(50) },
            set.Bell,
            clock ?? TimeProvider.System);
        var info = ActivityEnvironment.DefaultInfo;
        var environment = new ActivityEnvironment
        {
            Heartbeater = Heard,
            Info = before is null ? info : info with { Attempt = 2, HeartbeatDetails = [DataConverter.Default.PayloadConverter.ToPayload(before)] },
        };
        return environment.RunAsync(() => activity(stage));
    }

    public void Dispose() => folder.Dispose();
}
