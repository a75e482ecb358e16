using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Running;

/// <summary>Gives each scenario its scene on the service of its class.</summary>
/// <param name="kind">The service.</param>
/// <param name="mostSeconds">
/// No scenario takes longer. Two of them that follow each other, one reading and the second reading of another that waits for it, stay
/// under the ten minutes after which ./test takes a run without a sign of life for dead.
/// </param>
public abstract class ScenarioBase(ServiceKind kind, double mostSeconds = 270) : IAsyncLifetime, IDisposable
{
    /// <summary>One stored workflow task, in listings.</summary>
    protected const string WorkflowTask = "TaskScheduled TaskStarted TaskCompleted";

    /// <summary>The beginning of most histories: ids 1 to 4.</summary>
    protected const string FirstTask = "Started " + WorkflowTask;

    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(mostSeconds));
    private readonly List<Scene> scenes = [];

    protected ServiceKind Kind => kind;

    protected CancellationToken Cancellation => limit.Token;

    /// <summary>The scene most scenarios need no second one beside.</summary>
    protected Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync() => Scene = await NewScene();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        scenes.ForEach(scene => scene.Dispose());
        limit.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the scene to itself and takes another one.</summary>
    protected async Task BeginAgain() => Scene = await NewScene();

    /// <summary>Another workflow id on another queue.</summary>
    protected async Task<Scene> NewScene()
    {
        var service = await SharedServices.GetAsync(kind);
        return Own(new Scene(service.Address, kind, limit.Token));
    }

    /// <summary>Disposes a scene with the scenario.</summary>
    protected Scene Own(Scene scene)
    {
        scenes.Add(scene);
        return scene;
    }
}
