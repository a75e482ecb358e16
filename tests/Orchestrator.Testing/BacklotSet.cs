using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Backlot;
using Orchestrator.Generation;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;
using Orchestrator.Providers.Intents;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Storyboards;

namespace Orchestrator.Testing;

/// <summary>A Backlot and the product's clients of it, without a workflow.</summary>
public sealed class BacklotSet : IAsyncDisposable
{
    // The same frame serves every test: drawing it takes longer than most of them.
    private static readonly Lazy<Task<byte[]>> Frame = new(DrawFrameAsync);

    private readonly TempFolder folder;
    private readonly HttpClient http = new();
    private readonly BacklotServer server;

    private BacklotSet(BacklotServer server, TempFolder folder)
    {
        this.server = server;
        this.folder = folder;
        Assets = new LocalAssetStore(folder.File("assets"));
        Intents = new IntentLedger(folder.File("intents"));
    }

    /// <summary>Where media goes.</summary>
    public LocalAssetStore Assets { get; }

    /// <summary>What was about to be bought.</summary>
    public IntentLedger Intents { get; }

    /// <summary>The models.</summary>
    public ModelCatalogue Catalogue { get; } = ModelCatalogue.ReadInstalled();

    /// <summary>ffmpeg.</summary>
    public Ffmpeg Ffmpeg { get; } = new(new FfmpegOptions());

    /// <summary>Starts a Backlot that never misbehaves by itself.</summary>
    /// <param name="maxHeight">Nothing is rendered taller.</param>
    public static async Task<BacklotSet> StartAsync(int maxHeight = 96)
    {
        var folder = new TempFolder();
        return new(await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = maxHeight }, default), folder);
    }

    /// <summary>Every provider: the Backlot plays them all.</summary>
    public static OpenAccounts Accounts { get; } = new(ModelCatalogue.ReadInstalled().Rows.Select(row => row.Provider).ToHashSet());

    /// <summary>The Backlot.</summary>
    public BacklotServer Server => server;

    /// <summary>The product's channel to providers.</summary>
    internal ProviderChannel Channel { get; } = new(ProviderChannel.CreateClient());

    /// <summary>Who is woken by webhooks and streams.</summary>
    public JobBell Bell { get; } = new();

    /// <summary>fal's options for this Backlot.</summary>
    public FalOptions FalOptions(TimeSpan? callTimeout = null, Uri? queue = null) => new()
    {
        Queue = queue ?? server.FalQueue,
        Platform = server.FalPlatform,
        Rest = server.FalRest,
        Key = "test",
        ListsRunning = true,
        AcceptedWithin = TimeSpan.FromMilliseconds(300),
        CallTimeout = callTimeout ?? TimeSpan.FromSeconds(60),
    };

    /// <summary>The client of fal's contract.</summary>
    internal FalVideoModel Fal(TimeSpan? callTimeout = null, Uri? queue = null) => Fal(FalOptions(callTimeout, queue));

    /// <summary>The client of fal's contract with these options.</summary>
    internal FalVideoModel Fal(FalOptions options, ProviderChannel? channel = null) => new(channel ?? Channel, Options.Create(options), FalStorage(options), Bell, TimeProvider.System);

    /// <summary>The client of any provider's contract.</summary>
    internal IVideoModel Model(string provider, TimeSpan? callTimeout = null)
    {
        var within = callTimeout ?? TimeSpan.FromSeconds(60);
        var quick = TimeSpan.FromMilliseconds(300);
        return provider switch
        {
            "fal" => Fal(callTimeout),
            "vertex" => new VertexVideoModel(Channel, Options.Create(new VertexOptions { Address = server.Vertex, Storage = server.CloudStorage, Project = "p", Bucket = "films", FinishedWithin = quick, CallTimeout = within }), new PlayTokens("test"), Assets, TimeProvider.System),
            "kling" => new KlingVideoModel(Channel, Options.Create(new KlingOptions { Address = server.Kling, AccessKey = "test", SecretKey = "secret", AcceptedWithin = quick, CallTimeout = within }), Assets, TimeProvider.System),
            "ark" => new ArkVideoModel(Channel, Options.Create(new ArkOptions { Address = server.Ark, Key = "test", AcceptedWithin = quick, CallTimeout = within }), Assets, TimeProvider.System),
            "runway" => new RunwayVideoModel(Channel, Options.Create(new RunwayOptions { Address = server.Runway, Key = "test", CallTimeout = within }), Assets),
            "gemini" => new GeminiVideoModel(Gemini(within), Assets),
            _ => throw new ArgumentException($"There is no client of {provider}.", nameof(provider)),
        };
    }

    /// <summary>The client of any provider's pictures.</summary>
    internal IImageModel Pictures(string provider) => provider switch
    {
        "fal" => new FalImageModel(Fal(), FalStorage(FalOptions()), Assets, Ffmpeg, TimeProvider.System),
        "openai" => OpenAi(),
        "gemini" => new GeminiImageModel(Gemini(), Assets),
        "vertex" => VertexPictures.Create(Channel, new VertexOptions { Global = server.Vertex, Project = "p" }, new PlayTokens("test"), Assets),
        "kling" => new KlingImageModel((KlingVideoModel)Model("kling"), Assets, Ffmpeg, TimeProvider.System),
        "ark" => new ArkImageModel(Channel, (ArkVideoModel)Model("ark"), Assets, Ffmpeg),
        "runway" => new RunwayImageModel((RunwayVideoModel)Model("runway"), Assets, Ffmpeg, TimeProvider.System),
        _ => throw new ArgumentException($"{provider} draws no pictures.", nameof(provider)),
    };

    /// <summary>The Interactions API.</summary>
    internal GeminiInteractions Gemini(TimeSpan? callTimeout = null, string key = "test") =>
        new(Channel, Options.Create(new GeminiOptions { Address = server.Gemini, Key = key, CallTimeout = callTimeout ?? TimeSpan.FromSeconds(60) }));

    /// <summary>fal's storage.</summary>
    internal FalStorage FalStorage(FalOptions options) => new(Channel, Options.Create(options), Assets);

    /// <summary>The client of the images contract.</summary>
    internal OpenAiImageModel OpenAi(Uri? address = null) => new(Options.Create(new OpenAiOptions { Address = address ?? server.OpenAi, Key = "test" }), Assets);

    /// <summary>The client of the Responses contract.</summary>
    internal OpenAiTextModel Texts(Uri? address = null) => Texts(new OpenAiOptions { Address = address ?? server.OpenAi, Key = "test" });

    /// <summary>The client of the Responses contract with these options.</summary>
    internal OpenAiTextModel Texts(OpenAiOptions options) => new(Options.Create(options), Assets, TimeProvider.System);

    /// <summary>The desk that buys answers.</summary>
    internal AnswerDesk Answers(OpenAiTextModel? texts = null) => new([texts ?? Texts()], Intents, Assets);

    /// <summary>A request for the first shot of a small film, with a storyboard frame to start from.</summary>
    public async Task<TakeRequest> RequestAsync(string model = "kling-v3-pro", int seconds = 3)
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        return new(shot.Id, model, shot.Fields, seconds, 1, await Assets.AddAsync(await Frame.Value, "image/png"), new(1280, 720));
    }

    private static async Task<byte[]> DrawFrameAsync()
    {
        await using var set = await StartAsync();
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        var drawn = await set.OpenAi().DrawAsync("test/frame", PromptCompiler.Image(shot.Fields, null), new(1280, 720), set.Catalogue.Find("gpt-image-2"), default);
        return drawn.Png.ToArray();
    }

    /// <summary>Scripts a fault.</summary>
    public async Task FaultAsync(object rule)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(server.Address, "_backlot/faults"), rule);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The ledger's rows for one provider.</summary>
    public async Task<IReadOnlyList<JsonElement>> LedgerAsync(string provider)
    {
        var ledger = await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "_backlot/ledger"));
        return [.. ledger.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("provider").GetString() == provider)];
    }

    /// <summary>The Backlot's journal.</summary>
    public async Task<IReadOnlyList<JsonElement>> JournalAsync() =>
        [.. (await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "_backlot/journal"))).EnumerateArray()];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }
}
