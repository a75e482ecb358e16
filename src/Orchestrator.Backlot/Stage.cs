using Orchestrator.Backlot.Clock;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Webhooks;
using Orchestrator.Backlot.Writing;

namespace Orchestrator.Backlot;

/// <summary>The parts of one server, put together in the order they need each other.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly LotClock clock;
    private readonly FileStream claim;
    private readonly JournalStore journal;
    private readonly MediaShelf shelf;
    private readonly FaultDesk script;
    private readonly FaultGate gate;
    private readonly WebhookPost post;
    private readonly FalLetters falLetters;
    private readonly GeminiLetters geminiLetters;
    private readonly SourceShelf sources;
    private readonly Counter counter;
    private readonly FalValidation validation;
    private readonly TakeRenderer renderer;
    private readonly OpenAiImageRoutes images;
    private readonly VendorDesk desk;
    private readonly MediaServer media;
    private readonly BacklotOptions options;

    public Stage(BacklotOptions wished)
    {
        clock = new LotClock(wished.TimeProvider);
        options = wished with { TimeProvider = clock };
        Directory.CreateDirectory(options.DataFolder);
        claim = new FileStream(Path.Combine(options.DataFolder, "backlot.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        journal = new JournalStore(Path.Combine(options.DataFolder, "backlot.db"), clock);
        clock.Restore(journal.Kept<ClockState>(ClockState.Kept) is [var kept, ..] ? kept : ClockState.Machine);
        shelf = new MediaShelf(options.DataFolder);
        script = new FaultDesk(journal);
        gate = new FaultGate(script, options.TimeProvider, stopping.Token);
        falLetters = new FalLetters(options);
        geminiLetters = new GeminiLetters(journal, options);
        post = new WebhookPost(journal, script, options, [falLetters, geminiLetters, new CallbackLetters("kling", KlingRoutes.Envelope), new CallbackLetters("ark", ArkRoutes.View)]);
        sources = new SourceShelf(journal, shelf, options);
        validation = new FalValidation(shelf, sources, new FollowedClips(shelf, options));
        var stills = new StillBook(shelf.MediaFolder);
        renderer = new TakeRenderer(options, shelf.MediaFolder, shelf.Find, stills);
        Queue = new RenderQueue(journal, renderer, shelf, post, options);
        counter = new Counter(journal, Queue, options);
        media = new MediaServer(journal, shelf, clock);
        var references = new ReferencePictures(shelf, sources, stills, options);
        desk = new VendorDesk(journal, counter, Queue, shelf, sources, new StartFrames(journal, shelf, sources, stills, options), references, renderer, gate, post, media, options);
        images = new OpenAiImageRoutes(journal, counter, renderer, shelf, references, gate, options);
    }

    public RenderQueue Queue { get; }

    /// <summary>The clock of everything here.</summary>
    public TimeProvider Clock => clock;

    public void Map(IEndpointRouteBuilder routes)
    {
        var door = new FalDoor(options);
        var intake = new FalIntake(desk, validation);
        new FalQueueRoutes(desk, intake, door).Map(routes);
        new FalDirectRoutes(desk, intake, door).Map(routes);
        new FalPlatformRoutes(journal, gate, door, options).Map(routes);
        FalOpenApiRoutes.Map(routes);
        new FalRestRoutes(journal, shelf, falLetters, gate, door, clock).Map(routes);
        new CdnRoutes(journal, media, gate).Map(routes);
        images.Map(routes);
        new OpenAiModelRoutes(desk).Map(routes);
        new OpenAiVideoRoutes(desk).Map(routes);
        var writer = new AnswerWriter(desk);
        new OpenAiResponseRoutes(desk, shelf, writer).Map(routes);
        new OpenAiChatRoutes(desk, shelf, writer).Map(routes);
        new VertexRoutes(desk).Map(routes);
        var kling = new KlingRoutes(desk);
        kling.Map(routes);
        new KlingPictures(desk, kling).Map(routes);
        new ArkRoutes(desk).Map(routes);
        new ArkPictures(desk).Map(routes);
        new RunwayRoutes(desk).Map(routes);
        new RunwayPictures(desk).Map(routes);
        new RunwayUploads(desk).Map(routes);
        var (geminiDoor, pictures) = (new GeminiDoor(desk), new GeminiPictures(desk));
        new GeminiRoutes(desk, geminiDoor, pictures).Map(routes);
        new GeminiModelRoutes(desk, geminiDoor, pictures).Map(routes);
        new GeminiHookRoutes(desk, geminiDoor, geminiLetters, post).Map(routes);
        new AdminRoutes(journal, shelf, script, clock, falLetters, post, Queue, options).Map(routes);
    }

    /// <summary>Ends hanging calls, so that the server can stop.</summary>
    public Task StopAsync() => stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        await post.DisposeAsync();
        geminiLetters.Dispose();
        images.Dispose();
        journal.Dispose();
        await claim.DisposeAsync();
        stopping.Dispose();
    }
}
