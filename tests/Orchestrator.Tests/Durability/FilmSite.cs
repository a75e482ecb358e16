using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Conformance.Services;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// One small film being made by processes that can be killed: the development service and the product, which works on the film.
/// The providers live in this process and outlive both.
/// </summary>
internal sealed class FilmSite : IAsyncDisposable
{
    /// <summary>Frames of the film.</summary>
    public const int Frames = 216;

    /// <summary>Name of the film.</summary>
    public const string Name = "tiny";

    /// <summary>Its brief.</summary>
    public const string Brief = $"""
        name: {Name}
        title: Tiny
        duration: 9s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
          - A barista in a green apron raises the cup to the window.
        style:
          lighting: warm soft light from the left
          palette: [amber, teal, cream]
        music: calm
        budget: 20 USD
        """;

    private IReadOnlyList<string> WorkflowIds { get; init; } = Ids(2);

    private readonly TempFolder folder;
    // Nobody may take it while the service is away.
    private readonly int port = FreePort.Next();
    private string address = "";
    private CommandProcess? service;
    private CommandProcess? product;
    private TemporalClient? client;

    private FilmSite(TempFolder folder, OutsideWorld world) => (this.folder, World) = (folder, world);

    /// <summary>The providers.</summary>
    public OutsideWorld World { get; }

    /// <summary>Prepares a site; nothing runs yet but the providers.</summary>
    /// <param name="brief">Another film of the same name; null for the plain one.</param>
    /// <param name="shots">How many shots it has.</param>
    public static async Task<FilmSite> OpenAsync(string? brief = null, int shots = 2)
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("service"));
        folder.Write("product/brief.yaml", brief ?? Brief);
        return new FilmSite(folder, await OutsideWorld.OpenAsync(folder.File("world"))) { WorkflowIds = Ids(shots) };
    }

    /// <summary>Starts the development service, the second time with the same file at the same port.</summary>
    public async Task StartServiceAsync()
    {
        service = CommandProcess.Start(folder.File("service"), ["dev", "--service-only", "--port", $"{port}", "--db", "films.db"]);
        address = (await service.LineAsync("ready: "))["ready: ".Length..];
        client ??= await TemporalClient.ConnectAsync(new(address));
    }

    /// <summary>Uses a service that somebody else started.</summary>
    public async Task UseServiceAsync(string hostAndPort)
    {
        address = hostAndPort;
        client = await TemporalClient.ConnectAsync(new(address));
    }

    /// <summary>Runs the command that makes the film, or goes on with it.</summary>
    /// <param name="jobs">How many jobs may be open at each account, as ORCHESTRATOR_JOBS says it; null for the usual numbers.</param>
    public void StartProduct(string? jobs = null) => product = CommandProcess.Start(
        folder.File("product"),
        ["produce", "brief.yaml", "--address", address],
        // A machine that is busy is no workflow that blocks: without this its tasks may fail, and histories show it.
        new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = World.Address.ToString(), ["TEMPORAL_DEBUG"] = "1", ["ORCHESTRATOR_JOBS"] = jobs });

    /// <summary>Kills the product once a condition holds.</summary>
    public async Task KillProductAsync(string when, Func<Task<bool>> condition)
    {
        await WhileMakingAsync(when, condition);
        await KillAsync(product!);
    }

    /// <summary>Kills the product in the middle of an activity: it stands still while we make sure, so that the kill cannot come too late.</summary>
    public async Task KillProductDuringAsync(string activity)
    {
        await WhileMakingAsync($"{activity} runs", async () =>
        {
            if (!await RunsAsync(activity))
                return false;
            product!.Freeze();
            if (await RunsAsync(activity))
                return true;
            product.Thaw();
            return false;
        });
        await KillAsync(product!);
    }

    /// <summary>Kills the service once a condition holds.</summary>
    public async Task KillServiceAsync(string when, Func<Task<bool>> condition)
    {
        await WhileMakingAsync(when, condition);
        await KillAsync(service!);
    }

    /// <summary>Whether an activity of that type is with the worker, in the film or in one of its shots.</summary>
    public async Task<bool> RunsAsync(string activity)
    {
        foreach (var id in WorkflowIds)
        {
            try
            {
                var description = await client!.WorkflowService.DescribeWorkflowExecutionAsync(
                    new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = id } });
                if (description.PendingActivities.Any(pending => pending.ActivityType.Name == activity && pending.State == PendingActivityState.Started))
                    return true;
            }
            catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
            {
                // The film or the shot has not begun.
            }
        }

        return false;
    }

    /// <summary>Waits until the film is made and collects everything about it.</summary>
    public async Task<MadeFilm> EndAsync()
    {
        var end = await product!.EndAsync();
        Assert.True(end.ExitCode is 0 or 2, $"exit code {end.ExitCode}\n{end.Output}\n{end.Error}");
        var film = client!.GetWorkflowHandle<ProductionWorkflow, Delivery>(WorkflowIds[0]);
        List<WorkflowHistory> histories = [];
        foreach (var id in WorkflowIds)
            histories.Add(await client.GetWorkflowHandle(id).FetchHistoryAsync());
        return new MadeFilm(await film.GetResultAsync(), await PicturesAsync(folder.File($"product/films/{Name}/film.mp4")), await World.LedgerAsync(), histories, end.Output);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (product is not null)
            await product.DisposeAsync();
        if (service is not null)
            await service.DisposeAsync();
        await World.DisposeAsync();
        folder.Dispose();
    }

    // A product that has ended would never come to the condition: better to say at once how it ended.
    private Task WhileMakingAsync(string what, Func<Task<bool>> condition) => Until.TrueAsync(what, async () =>
    {
        var ended = product!.HasEnded;
        if (await condition())
            return true;
        return ended ? throw new InvalidOperationException($"The command ended before this: {what}.\n{product.Output}\n{product.Error}") : false;
    });

    /// <summary>The production and its shots.</summary>
    public static string[] Ids(int shots) => [$"film-{Name}", .. Enumerable.Range(1, shots).Select(shot => $"film-{Name}/s{shot:00}")];

    private static async Task KillAsync(CommandProcess process)
    {
        process.Kill();
        await process.EndAsync();
        await process.DisposeAsync();
    }

    /// <summary>The pictures of a film: one line a decoded frame, with its time, its length and the digest of its pixels.</summary>
    public static async Task<IReadOnlyList<string>> PicturesAsync(string path)
    {
        var text = "";
        await new Ffmpeg(new FfmpegOptions()).ReadAsync(
            ["-v", "error", "-i", path, "-map", "0:v:0", "-f", "framemd5", "-"],
            async stream => text = await new StreamReader(stream).ReadToEndAsync());
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
    }
}
