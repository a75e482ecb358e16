using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot;

/// <summary>
/// A local HTTP/1.1 server that stands in for the model providers: same contracts, rendered pixels,
/// documented faults, and a ledger of what each call cost.
/// </summary>
public sealed class BacklotServer : IAsyncDisposable
{
    private const long MaxBody = 80L * 1024 * 1024;

    private readonly WebApplication app;
    private readonly Stage stage;
    private bool stopped;

    private BacklotServer(WebApplication app, Stage stage)
    {
        this.app = app;
        this.stage = stage;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First().TrimEnd('/') + "/");
    }

    /// <summary>Root of the server, with a trailing slash; `_backlot/…` lies under it.</summary>
    public Uri Address { get; }

    /// <summary>Base address for fal's queue (in production `https://queue.fal.run/`).</summary>
    public Uri FalQueue => new(Address, "fal/");

    /// <summary>Base address for fal without its queue (in production `https://fal.run/`).</summary>
    public Uri FalDirect => new(Address, "fal-run/");

    /// <summary>Base address for fal's storage (in production `https://rest.fal.ai/`).</summary>
    public Uri FalRest => new(Address, "fal-rest/");

    /// <summary>Base address for fal's platform API (in production `https://api.fal.ai/`; paths begin with `v1/`).</summary>
    public Uri FalPlatform => new(Address, "fal-platform/");

    /// <summary>Base address for fal's public pages (in production `https://fal.ai/`): the schemas of endpoints, for which no key is needed.</summary>
    public Uri FalPages => new(Address, "fal-pages/");

    /// <summary>
    /// A proxy for fal's JavaScript client, whose queue and storage addresses are fixed: it names the address it wanted in
    /// `x-fal-target-url`.
    /// </summary>
    public Uri FalProxy => new(Address, "fal-proxy");

    /// <summary>Base address for the OpenAI API, version included (in production `https://api.openai.com/v1/`).</summary>
    public Uri OpenAi => new(Address, "openai/v1/");

    /// <summary>Base address for Azure OpenAI, version included (in production `https://RESOURCE.openai.azure.com/openai/v1/`).</summary>
    public Uri Azure => new(Address, "azure/openai/v1/");

    /// <summary>Base address for Vertex (in production `https://us-central1-aiplatform.googleapis.com/`).</summary>
    public Uri Vertex => new(Address, "vertex/");

    /// <summary>Base address for Cloud Storage (in production `https://storage.googleapis.com/`).</summary>
    public Uri CloudStorage => new(Address, "gcs/");

    /// <summary>Base address for Kling's own API (in production `https://api-singapore.klingai.com/`).</summary>
    public Uri Kling => new(Address, "kling/");

    /// <summary>Base address for Ark (in production `https://ark.ap-southeast.bytepluses.com/api/v3/`).</summary>
    public Uri Ark => new(Address, "ark/api/v3/");

    /// <summary>Base address for Runway (in production `https://api.dev.runwayml.com/`).</summary>
    public Uri Runway => new(Address, "runway/");

    /// <summary>Base address for the Gemini API (in production `https://generativelanguage.googleapis.com/`).</summary>
    public Uri Gemini => new(Address, "gemini/");

    /// <summary>Starts a server; unfinished jobs of an earlier run in the same data folder are rendered again.</summary>
    /// <param name="options">Port, folder, seed and habits.</param>
    /// <param name="cancellation">Ends the start, not the server.</param>
    /// <exception cref="BacklotException">The port is taken, the data folder cannot be used, or ffmpeg is missing.</exception>
    public static async Task<BacklotServer> StartAsync(BacklotOptions options, CancellationToken cancellation)
    {
        await FfmpegProbe.CheckAsync(options.FfmpegPath, cancellation);
        var stage = Open(options);
        var app = Build(options, stage);
        // Before the first call can come in, so that no job is taken up twice.
        stage.Queue.Start();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await stage.DisposeAsync();
            await app.DisposeAsync();
            throw new BacklotException($"Port {options.Port} on {IPAddress.Loopback} is in use. Choose another port, or 0 for a free one.", taken);
        }
        catch
        {
            await stage.DisposeAsync();
            await app.DisposeAsync();
            throw;
        }

        return new BacklotServer(app, stage);
    }

    /// <summary>Stops serving and rendering; what is unfinished stays in the journal.</summary>
    public async Task StopAsync()
    {
        if (stopped)
            return;
        stopped = true;
        await stage.StopAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        await stage.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static Stage Open(BacklotOptions options)
    {
        try
        {
            return new Stage(options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BacklotException($"The data folder '{options.DataFolder}' cannot be used: {failure.Message} Choose a folder that is writable and that no other Backlot uses.", failure);
        }
    }

    private static WebApplication Build(BacklotOptions options, Stage stage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.Use(FalProxyDoor.Rewrite);
        app.Use(new BodyGate(options.BodyRoom).PassAsync);
        app.Use(new RateHeaders(stage.Clock).PassAsync);
        app.UseRouting();
        stage.Map(app);
        return app;
    }
}
