using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// OpenAI's Videos (Sora 2), which were shut down on 24 September 2026: set the clock to a day before to visit them, for code that
/// has to read what they left behind.
/// </summary>
internal sealed class OpenAiVideoRoutes(VendorDesk desk)
{
    public const string Provider = "openai";
    private const string Gone = "The Videos API and the Sora 2 models were shut down on September 24, 2026.";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly string[] Sizes = ["720x1280", "1280x720", "1024x1792", "1792x1024"];

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/openai/v1/videos").AddEndpointFilter(CheckAsync);
        new OpenAiVideoEdits(desk, this).Map(group);
        group.MapPost("", (Delegate)CreateAsync);
        group.MapGet("", (Delegate)ListAsync);
        group.MapGet("/{id}", (HttpContext http, string id) => WithAsync(http, id, job => VendorDesk.AnswerAsync(http, 200, View(job))));
        group.MapGet("/{id}/content", (HttpContext http, string id) => WithAsync(http, id, job => ContentAsync(http, job)));
        group.MapDelete("/{id}", (HttpContext http, string id) => WithAsync(http, id, job => DeleteAsync(http, job)));
        group.MapPost("/{id}/remix", (HttpContext http, string id) => WithAsync(http, id, job => RemixAsync(http, job)));
    }

    private async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!desk.Admits(OpenAiDoor.KeyOf(http)))
            await OpenAiDoor.ErrorAsync(http, 401, "Incorrect API key provided.", "invalid_api_key");
        else if (!Lifecycle.Serves("sora-2", desk.Now))
            await OpenAiDoor.ErrorAsync(http, 404, Gone, "model_not_found", "model");
        else
            return await next(context);
        return Results.Empty;
    }

    private async Task CreateAsync(HttpContext http)
    {
        var request = await VideoRequest.ReadAsync(http);
        var body = request.Body;
        var (model, prompt) = (VendorDesk.Text(body, "model", "sora-2"), VendorDesk.Text(body, "prompt"));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        if (model is not ("sora-2" or "sora-2-pro"))
            await OpenAiDoor.ErrorAsync(http, 404, $"The model '{model}' does not exist.", "model_not_found", "model");
        else if (prompt.Length is 0 or > 32_000)
            await OpenAiDoor.ErrorAsync(http, 400, "prompt should have 1 to 32000 characters.", "invalid_value", "prompt");
        else if (VendorDesk.Text(body, "seconds", "4") is not ("4" or "8" or "12"))
            await OpenAiDoor.ErrorAsync(http, 400, "seconds should be '4', '8' or '12'.", "invalid_value", "seconds");
        else if (!Sizes.Contains(VendorDesk.Text(body, "size", "720x1280")))
            await OpenAiDoor.ErrorAsync(http, 400, $"size should be one of {string.Join(", ", Sizes)}.", "invalid_value", "size");
        else if (body!["input_reference"] is not null && (request.Picture is null || desk.Picture(request.Picture) is null))
            await OpenAiDoor.ErrorAsync(http, 400, "input_reference should be a picture: a file, or an object with its image_url.", "invalid_value", "input_reference");
        else if (await desk.AcceptAsync(http, Sell(model, Order(body, model, prompt)) with { Start = request.Picture }, request.Whole, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, View(job));
    }

    private TakeOrder Order(JsonObject body, string model, string prompt)
    {
        var size = VendorDesk.Text(body, "size", "720x1280").Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture)).ToArray();
        var (width, height) = desk.Shape((double)size[0] / size[1], size.Min(), null);
        return new(model, prompt, width, height, double.Parse(VendorDesk.Text(body, "seconds", "4"), CultureInfo.InvariantCulture), Sound: true, Seed: null, 0);
    }

    /// <summary>What a client buys.</summary>
    public static VideoSale Sell(string model, TakeOrder order)
        => new(Provider, model, order, 1, model == "sora-2-pro" ? 300_000 : 100_000) { RequestId = $"video_{Guid.NewGuid():N}", IsOperation = true };

    private async Task RemixAsync(HttpContext http, Job job)
    {
        var (whole, body) = await RequestBody.ReadAsync(http);
        var prompt = VendorDesk.Text(body, "prompt");
        if (prompt.Length == 0 || job is not { Status: JobStatus.Completed, Order: { } order })
        {
            await OpenAiDoor.ErrorAsync(http, 400, "A remix needs a prompt and a finished video.", "invalid_value", "prompt");
            return;
        }

        var remixed = order with { Prompt = PromptEdit.Apply(order.Prompt, prompt), Parts = null };
        if (await desk.AcceptAsync(http, Sell(job.Endpoint, remixed) with { Reference = job.RequestId }, whole, null) is { } remix)
            await VendorDesk.AnswerAsync(http, 200, View(remix));
    }

    private async Task ListAsync(HttpContext http)
    {
        var (limit, after) = (int.TryParse(http.Request.Query["limit"], out var asked) ? Math.Clamp(asked, 1, 100) : 20, http.Request.Query["after"].ToString());
        var all = desk.Journal.All().Where(job => job is { Provider: Provider, IsOperation: true } && Find(job.RequestId) is not null);
        var jobs = (http.Request.Query["order"] == "asc" ? all : all.Reverse()).ToList();
        var page = jobs.Skip(after.Length == 0 ? 0 : jobs.FindIndex(job => job.RequestId == after) + 1).Take(limit).ToList();
        await VendorDesk.AnswerAsync(http, 200, new
        {
            @object = "list",
            data = page.Select(View),
            first_id = page is [var first, ..] ? first.RequestId : null,
            last_id = page is [.., var last] ? last.RequestId : null,
            has_more = page is [.., var end] && end != jobs[^1],
        });
    }

    private async Task ContentAsync(HttpContext http, Job job)
    {
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Media, job.Endpoint);
        if (struck)
            return;
        var variant = http.Request.Query["variant"].ToString();
        if (variant is not ("" or "video" or "thumbnail" or "spritesheet"))
            await OpenAiDoor.ErrorAsync(http, 400, "variant should be video, thumbnail or spritesheet.", "invalid_value", "variant");
        else if (job is not { MediaId: { } media, EndedAt: { } made })
            await OpenAiDoor.ErrorAsync(http, 404, "The video is not ready.", "video_not_ready");
        else if (desk.Now - made >= Kept)
            await OpenAiDoor.ErrorAsync(http, 404, "The video has expired.", "video_expired");
        else if (variant is "thumbnail" or "spritesheet")
            await desk.PreviewAsync(http, media, variant == "spritesheet", job.Order!.Seconds);
        else
            await desk.ServeAsync(http, media, fault);
    }

    private async Task DeleteAsync(HttpContext http, Job job)
    {
        desk.Journal.Keep("deleted video", job.RequestId, job.RequestId);
        await VendorDesk.AnswerAsync(http, 200, new { id = job.RequestId, @object = "video.deleted", deleted = true });
    }

    private Task WithAsync(HttpContext http, string id, Func<Job, Task> answer)
        => Find(id) is { } job ? answer(job) : OpenAiDoor.ErrorAsync(http, 404, $"Video '{id}' was not found.", "video_not_found");

    /// <summary>A video that was not deleted; null for none.</summary>
    public Job? Find(string id)
        => desk.Journal.Find(id) is { Provider: Provider, IsOperation: true } job && !desk.Journal.Kept<string>("deleted video").Contains(id) ? job : null;

    /// <summary>A video as it is told: all members, those that are empty too.</summary>
    public static JsonNode View(Job job) => JsonSerializer.SerializeToNode(new
    {
        id = job.RequestId,
        @object = "video",
        model = job.Endpoint,
        status = job.Status switch { JobStatus.InQueue => "queued", JobStatus.InProgress => "in_progress", JobStatus.Completed => "completed", _ => "failed" },
        progress = job.Status switch { JobStatus.InQueue => 0, JobStatus.InProgress => 50, _ => 100 },
        created_at = job.AcceptedAt.ToUnixTimeSeconds(),
        completed_at = job.Status == JobStatus.Completed ? job.EndedAt?.ToUnixTimeSeconds() : null,
        expires_at = job.Status == JobStatus.Completed ? (job.EndedAt + Kept)?.ToUnixTimeSeconds() : null,
        prompt = job.Order?.Prompt,
        size = $"{job.Order?.Width}x{job.Order?.Height}",
        seconds = job.Order?.Seconds.ToString(CultureInfo.InvariantCulture),
        remixed_from_video_id = job.Reference,
        error = job.Error is { } error ? new { code = error.Type == "content_policy_violation" ? "moderation_blocked" : error.Type, message = error.Message } : null,
    })!;
}
