using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Runway: Gen-4.5 from a picture or from words, Gen-4 Turbo from a picture, Aleph from a clip.</summary>
internal sealed class RunwayRoutes(VendorDesk desk)
{
    private const string Provider = "runway";
    private const string Version = "2024-11-06";
    private const int MostPrompt = 1000;

    // A credit is a cent.
    private const long CreditMicroUsd = 10_000;
    private static readonly string[] Ratios = ["1280:720", "720:1280", "1104:832", "960:960", "832:1104", "1584:672"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runway/v1/image_to_video", FromImageAsync);
        routes.MapPost("/runway/v1/text_to_video", FromTextAsync);
        routes.MapPost("/runway/v1/video_to_video", FromVideoAsync);
        routes.MapGet("/runway/v1/tasks/{id}", StateAsync);
        routes.MapDelete("/runway/v1/tasks/{id}", DeleteAsync);
    }

    private const string Turbo = "gen4_turbo";

    private Task FromImageAsync(HttpContext http) => FilmAsync(http, fromImage: true);

    private Task FromTextAsync(HttpContext http) => FilmAsync(http, fromImage: false);

    private async Task FilmAsync(HttpContext http, bool fromImage)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        RunwayUploads.Open(http, body);
        // Turbo animates pictures alone.
        var model = fromImage && VendorDesk.Text(body, "model") == Turbo ? Turbo : "gen4.5";
        await SubmitAsync(http, text, body, model, () => Task.FromResult(Read()), model == Turbo ? 5 : 12);

        (TakeOrder? Order, string? Problem) Read()
        {
            var start = desk.Picture(VendorDesk.Text(body, "promptImage"));
            if (fromImage && start is null)
                return (null, "promptImage could not be read");
            if (VendorDesk.Text(body, "promptText").Length == 0)
                return (null, "promptText should have 1 to 1000 characters");
            if (!Ratios.Contains(VendorDesk.Text(body, "ratio")))
                return (null, $"ratio should be one of {string.Join(", ", Ratios)}");
            if (VendorDesk.Number(body, "duration") is not (>= 2 and <= 10) and var seconds)
                return (null, $"duration should be 2 to 10, not {seconds}");
            var ratio = FrameShape.Ratio(VendorDesk.Text(body, "ratio"))!.Value;
            var (width, height) = desk.Shape(ratio, 720, start);
            return (new TakeOrder(model, VendorDesk.Text(body, "promptText"), width, height, VendorDesk.Number(body, "duration")!.Value, Sound: false, (long?)VendorDesk.Number(body, "seed"), 0), null);
        }
    }

    private async Task FromVideoAsync(HttpContext http)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        RunwayUploads.Open(http, body);
        await SubmitAsync(http, text, body, "aleph2", async () =>
        {
            var address = VendorDesk.Text(body, "videoUri");
            if (!desk.Sources.Holds(address))
                return (null, "videoUri could not be read");
            var (prompt, seed) = (VendorDesk.Text(body, "promptText"), (long?)VendorDesk.Number(body, "seed"));
            if (await desk.Sources.ReadAsync(address, http.RequestAborted) is { } source)
                return (new TakeOrder("aleph2", prompt, source.Width, source.Height, source.Seconds, source.Sound, seed, 0) { Edit = source.Edit(prompt) }, null);
            var (width, height) = desk.Shape(16.0 / 9, 720, null);
            return (new TakeOrder("aleph2", prompt, width, height, 5, Sound: false, seed, 0), null);
        }, 28);
    }

    private async Task SubmitAsync(HttpContext http, RequestBody text, JsonObject? body, string model, Func<Task<(TakeOrder? Order, string? Problem)>> read, int credits)
    {
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await VendorDesk.AnswerAsync(http, 401, new { error = "Invalid API key" });
            return;
        }

        if (http.Request.Headers["X-Runway-Version"] != Version)
        {
            await VendorDesk.AnswerAsync(http, 400, new { error = "X-Runway-Version is missing or not known" });
            return;
        }

        var prompt = VendorDesk.Text(body, "promptText");
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        var (order, problem) = VendorDesk.Text(body, "model") != model ? (null, $"model should be {model}") : prompt.Length > MostPrompt ? (null, "promptText should have at most 1000 characters")
            : body?["seed"] is not null && VendorDesk.Number(body, "seed") is not (>= 0 and <= uint.MaxValue) ? (null, "seed should be 0 to 4294967295") : await read();
        if (order is null)
            await VendorDesk.AnswerAsync(http, 400, new { error = problem });
        else if (await desk.AcceptAsync(http, new VideoSale(Provider, model, order, credits, CreditMicroUsd) { Start = VendorDesk.Text(body, "promptImage") }, text, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, new { id = job.RequestId });
    }

    private async Task StateAsync(HttpContext http, string id)
    {
        var job = desk.Journal.Find(id) is { Provider: Provider } found ? found : null;
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, job?.Endpoint ?? "")).Struck)
            return;
        if (!desk.Admits(VendorDesk.Bearer(http)))
            await VendorDesk.AnswerAsync(http, 401, new { error = "Invalid API key" });
        else if (job is null)
            await VendorDesk.AnswerAsync(http, 404, new { error = "Task not found" });
        else
            await desk.TellAsync(http, job, View(http, job));
    }

    private async Task DeleteAsync(HttpContext http, string id)
    {
        if (await desk.MeetCancelAsync(http, Provider, id))
            return;
        if (desk.Journal.Find(id) is not { Provider: Provider })
        {
            await VendorDesk.AnswerAsync(http, 404, new { error = "Task not found" });
            return;
        }

        desk.Queue.Cancel(id);
        http.Response.StatusCode = 204;
    }

    private object View(HttpContext http, Job job) => new
    {
        id = job.RequestId,
        // What waits behind others of the account is held back, and is no error.
        status = job.Status switch { JobStatus.InQueue => desk.Queue.Position(job) > 0 ? "THROTTLED" : "PENDING", JobStatus.InProgress => "RUNNING", JobStatus.Completed => "SUCCEEDED", JobStatus.Cancelled => "CANCELLED", _ => "FAILED" },
        createdAt = job.AcceptedAt,
        output = job.Status == JobStatus.Completed ? new[] { $"{VendorDesk.Host(http)}/files/{job.MediaId}" } : null,
        failure = job.Error?.Message,
        failureCode = job.Error?.Type switch { null => null, "content_policy_violation" => "SAFETY.INPUT.TEXT", "no_media_generated" => "INTERNAL.BAD_OUTPUT.CODE01", { } other when other.Contains('.') => other, _ => "INTERNAL" },
    };
}
