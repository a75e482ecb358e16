using Orchestrator.Assets.S3;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// A small film made by workers that share nothing but the Temporal service and a bucket: each has a home folder of its own. The
/// providers live in this process.
/// </summary>
internal sealed class FleetSite : IAsyncDisposable
{
    private const string Bucket = "fleet";

    private static readonly IReadOnlyList<string> WorkflowIds = FilmSite.Ids(2);

    private readonly TempFolder folder;
    private readonly S3Server storage;
    private readonly Dictionary<string, CommandProcess> workers = [];
    private CommandProcess? service;
    private TemporalClient? client;
    private string address = "";

    private FleetSite(TempFolder folder, S3Server storage, OutsideWorld world) => (this.folder, this.storage, World) = (folder, storage, world);

    /// <summary>The providers.</summary>
    public OutsideWorld World { get; }

    /// <summary>Starts providers, bucket and service.</summary>
    public static async Task<FleetSite> OpenAsync()
    {
        var folder = new TempFolder();
        var site = new FleetSite(folder, await S3Server.StartAsync(Bucket), await OutsideWorld.OpenAsync(folder.File("world")));
        site.service = CommandProcess.Start(site.Place("service"), ["dev", "--service-only"]);
        site.address = (await site.service.LineAsync("ready: "))["ready: ".Length..];
        site.client = await TemporalClient.ConnectAsync(new(site.address));
        return site;
    }

    /// <summary>Starts a worker in a folder of its own.</summary>
    public async Task StartWorkerAsync(string name)
    {
        workers[name] = CommandProcess.Start(Place(name), ["worker", "--address", address], Environment());
        await workers[name].LineAsync("ready: ");
    }

    /// <summary>Orders the film, with music of the caller's own, from a machine that is no worker.</summary>
    public async Task OrderAsync(string music)
    {
        var path = folder.Write("desk/brief.yaml", FilmSite.Brief.Replace("music: calm", $"music: {{ file: {music} }}"));
        using var bucket = new S3Bucket(storage.Options(Bucket));
        var assets = new S3AssetStore(bucket, storage.Options(Bucket), folder.File("desk/assets"), TimeProvider.System);
        var brief = await new BriefReader(ModelCatalogue.ReadInstalled(), new Ffmpeg(new FfmpegOptions()), TimeProvider.System).ReadAsync(path, assets);
        await client!.StartWorkflowAsync(
            (ProductionWorkflow film) => film.RunAsync(new ProductionRequest(brief)), new(FilmRun.IdOf(FilmSite.Name), FilmWorker.TaskQueue));
    }

    /// <summary>Kills the worker that holds an activity, once that is the only one of its type: others of it end by themselves.</summary>
    public async Task KillHolderAsync(string activity)
    {
        string? holder = null;
        await Until.TrueAsync($"one {activity} alone is with a worker", async () => await HoldersAsync(activity) is [var only] && (holder = only) is not null);
        var (name, worker) = workers.Single(entry => holder!.StartsWith($"{entry.Value.Id}@", StringComparison.Ordinal));
        worker.Kill();
        await worker.EndAsync();
        await worker.DisposeAsync();
        workers.Remove(name);
    }

    /// <summary>Fetches the film from a machine that had no part in it.</summary>
    public async Task<MadeFilm> EndAsync()
    {
        var end = await WatchedAsync();
        Assert.True(end.ExitCode is 0 or 2, $"exit code {end.ExitCode}\n{end.Output}\n{end.Error}\n{string.Join('\n', workers.Values.Select(worker => worker.Error))}");
        List<WorkflowHistory> histories = [];
        foreach (var id in WorkflowIds)
            histories.Add(await client!.GetWorkflowHandle(id).FetchHistoryAsync());
        return new(
            await client!.GetWorkflowHandle<ProductionWorkflow, Delivery>(WorkflowIds[0]).GetResultAsync(),
            await FilmSite.PicturesAsync(folder.File($"visitor/films/{FilmSite.Name}/film.mp4")),
            await World.LedgerAsync(),
            histories,
            end.Output);
    }

    /// <summary>The objects of the bucket.</summary>
    public async Task<IReadOnlyList<string>> ObjectsAsync() => [.. (await storage.ObjectsAsync(Bucket)).Keys];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers.Values)
            await worker.DisposeAsync();
        if (service is not null)
            await service.DisposeAsync();
        await World.DisposeAsync();
        await storage.DisposeAsync();
        folder.Dispose();
    }

    private async Task<CommandResult> WatchedAsync()
    {
        try
        {
            return await CommandProcess.RunAsync(Place("visitor"), ["watch", FilmSite.Name, "--address", address], Environment());
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{await StandAsync()}\n{string.Join('\n', workers.Select(worker => $"{worker.Key}: {worker.Value.Error}"))}", late);
        }
    }

    // Where everything stands: the last events of each history, and the activities that are not over.
    private async Task<string> StandAsync()
    {
        List<string> lines = [];
        foreach (var id in WorkflowIds.Append(AccountWorkflow.IdOf("fal")))
        {
            var history = await client!.GetWorkflowHandle(id).FetchHistoryAsync();
            var description = await client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = id } });
            lines.Add($"{id}: {description.PendingActivities} {description.PendingWorkflowTask}");
            lines.AddRange(history.Events.TakeLast(20).Select(entry => $"  {entry}"));
        }

        return string.Join('\n', lines);
    }

    private async Task<List<string>> HoldersAsync(string activity)
    {
        List<string> holders = [];
        foreach (var id in WorkflowIds)
        {
            try
            {
                var description = await client!.WorkflowService.DescribeWorkflowExecutionAsync(
                    new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = id } });
                holders.AddRange(description.PendingActivities
                    .Where(pending => pending.ActivityType.Name == activity && pending.State == PendingActivityState.Started)
                    .Select(held => held.LastWorkerIdentity));
            }
            catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
            {
                // The film or the shot has not begun.
            }
        }

        return holders;
    }

    private string Place(string name) => Directory.CreateDirectory(folder.File(name)).FullName;

    private Dictionary<string, string?> Environment() => new(storage.Environment(Bucket))
    {
        ["ORCHESTRATOR_BACKLOT_URL"] = World.Address.ToString(),
        // A machine that is busy is no workflow that blocks: tasks that fail for it are tried again after longer and longer pauses.
        ["TEMPORAL_DEBUG"] = "1",
    };
}
