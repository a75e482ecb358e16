using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Gemini's interactions: Omni clips, edited in conversation, and pictures.</summary>
internal sealed class GeminiRoutes(VendorDesk desk, GeminiDoor door, GeminiPictures pictures)
{
    private const string Provider = "gemini";
    private const string Deleted = "deleted interaction";

    // What is delivered with the answer itself is at most this long.
    private const long MostInline = 4 * 1024 * 1024;
    private static readonly TimeSpan Stored = TimeSpan.FromDays(55);
    private static readonly string[] Films = ["gemini-omni-flash-preview", "gemini-omni-1.1-flash", "gemini-omni-1.2-flash"];

    public void Map(IEndpointRouteBuilder routes)
    {
        // The same on Vertex, by a token instead of a key.
        foreach (var root in (string[])["/gemini/v1beta/interactions", "/vertex/v1beta1/projects/{project}/locations/global/interactions"])
        {
            var group = routes.MapGroup(root);
            group.MapPost("", SubmitAsync);
            group.MapGet("/{id}", StateAsync);
            group.MapPost("/{id}/cancel", CancelAsync);
            group.MapDelete("/{id}", DeleteAsync);
        }
    }

    private async Task SubmitAsync(HttpContext http)
    {
        var (whole, body) = await RequestBody.ReadAsync(http);
        if (!await door.AdmitsAsync(http))
            return;
        var model = VendorDesk.Text(body, "model");
        var inputs = Inputs(body?["input"]);
        var prompt = string.Join('\n', inputs.Where(item => VendorDesk.Text(item, "type") == "text").Select(item => VendorDesk.Text(item, "text")));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        if (prompt.Length == 0)
            await GoogleAnswers.ErrorAsync(http, 400, "input should hold a text.");
        else if (inputs.Any(item => VendorDesk.Text(item, "type") == "image" && desk.Picture(VendorDesk.Text(item, "data")) is null))
            await GoogleAnswers.ErrorAsync(http, 400, "An image could not be read.");
        else if (GeminiPictures.Draws(model) && Lifecycle.Serves(model, desk.Now))
            await DrawAsync(http, body!, model, prompt, whole, fault);
        else if (!Films.Contains(model) || !Lifecycle.Serves(model, desk.Now))
            await GoogleAnswers.ErrorAsync(http, 404, $"models/{model} is not found or is no longer available.");
        else
            await FilmAsync(http, body!, inputs, model, prompt, whole, fault);
    }

    // A text, one piece of content, several, or turns that hold some.
    private static List<JsonNode?> Inputs(JsonNode? input) => input switch
    {
        JsonValue text when text.TryGetValue<string>(out var words) => [new JsonObject { ["type"] = "text", ["text"] = words }],
        JsonObject turn when turn["content"] is { } content => Inputs(content),
        JsonObject piece => [piece],
        JsonArray pieces => [.. pieces.SelectMany(Inputs)],
        _ => [],
    };

    private async Task FilmAsync(HttpContext http, JsonObject body, List<JsonNode?> inputs, string model, string prompt, RequestBody whole, FaultRule? fault)
    {
        var format = Format(body);
        var (before, background) = (VendorDesk.Text(body, "previous_interaction_id"), VendorDesk.Flag(body, "background") == true);
        var previous = before.Length > 0 ? Find(http, before) : null;
        if (before.Length > 0 && previous is null)
            await GoogleAnswers.ErrorAsync(http, 404, $"The interaction {before} was not found.");
        else if (before.Length > 0 && previous is not { Status: JobStatus.Completed, Order.Seconds: > 0 })
            await GoogleAnswers.ErrorAsync(http, 400, $"The interaction {before} holds no video.");
        else if (VendorDesk.Flag(body, "store") == false && (background || before.Length > 0))
            await GoogleAnswers.ErrorAsync(http, 400, "store=false goes neither with background nor with previous_interaction_id.");
        else if ((Problem(format, GeminiDoor.IsVertex(http)) ?? TaskProblem(body, inputs, previous)) is { } problem)
            await GoogleAnswers.ErrorAsync(http, 400, problem);
        else if (await desk.AcceptAsync(http, Sell(http, model, Order(model, format, inputs, previous is null ? null : desk.Sources.Of(previous), prompt, (long?)VendorDesk.Number(body["generation_config"], "seed")), body), whole, fault) is { } job)
            await AnswerAsync(http, body, job, background);
    }

    // What is not to be stored is there for its own answer alone.
    private async Task AnswerAsync(HttpContext http, JsonObject body, Job job, bool background)
    {
        if (VendorDesk.Flag(body, "stream") == true)
            await StreamAsync(http, job, null);
        else
            await VendorDesk.AnswerAsync(http, 200, View(http, background ? job : await desk.OverAsync(job)));
        if (VendorDesk.Flag(body, "store") == false)
            desk.Journal.Keep(Deleted, job.RequestId, job.RequestId);
    }

    private async Task StreamAsync(HttpContext http, Job job, string? after)
    {
        var events = new InteractionEvents(http, after);
        await events.OpenAsync(View(http, job with { Status = JobStatus.InProgress, Error = null }), job.RequestId);
        var over = await desk.OverAsync(job, http.RequestAborted);
        // What was told piece by piece is not told again.
        await events.EndAsync(View(http, over, whole: false), over, over.Status == JobStatus.Completed ? Content(http, over) : null);
    }

    // One format, or several of which one is for video.
    private static JsonNode? Format(JsonObject body)
        => body["response_format"] is JsonArray several ? several.FirstOrDefault(format => VendorDesk.Text(format, "type") == "video") : body["response_format"];

    // What is said to be done has to be possible with what is given.
    private static string? TaskProblem(JsonObject body, List<JsonNode?> inputs, Job? previous)
    {
        var pictures = inputs.Count(item => VendorDesk.Text(item, "type") == "image");
        if (body["generation_config"]?["seed"] is { } seed && (VendorDesk.Number(body["generation_config"], "seed") is not { } number || number != Math.Floor(number)))
            return $"seed should be a whole number, not {seed.ToJsonString()}.";
        return VendorDesk.Text(body["generation_config"]?["video_config"], "task") switch
        {
            "" => null,
            "text_to_video" => pictures == 0 ? null : "text_to_video takes no images.",
            "image_to_video" or "reference_to_video" => pictures > 0 ? null : "The task needs an image.",
            "edit" or "extend" => previous is not null || inputs.Any(item => VendorDesk.Text(item, "type") == "video") ? null : "The task needs a previous interaction or a video.",
            var unknown => $"{unknown} is no task.",
        };
    }

    private static string? Problem(JsonNode? format, bool vertex)
    {
        if (VendorDesk.Text(format, "type") != "video")
            return "response_format should be of type video.";
        if (VendorDesk.Text(format, "aspect_ratio", "16:9") is not ("16:9" or "9:16"))
            return "aspect_ratio should be 16:9 or 9:16.";
        if (VendorDesk.Text(format, "resolution", "720p") is not ("360p" or "720p" or "1080p" or "4k"))
            return "resolution should be 360p, 720p, 1080p or 4k.";
        if (VendorDesk.Text(format, "delivery", "inline") is not ("inline" or "uri"))
            return "delivery should be inline or uri.";
        var bucket = VendorDesk.Text(format, "gcs_uri");
        if (bucket.Length > 0 && !(vertex && bucket.StartsWith("gs://", StringComparison.Ordinal)))
            return "gcs_uri is for Vertex, and begins with gs://.";
        if (vertex && bucket.Length == 0 && VendorDesk.Text(format, "delivery", "inline") == "uri")
            return "delivery by uri needs gcs_uri.";
        return Seconds(format) is >= 3 and <= 10 ? null : "duration should be \"3s\" to \"10s\".";
    }

    private static IEnumerable<string> Pictures(JsonObject body) => Inputs(body["input"]).Where(item => VendorDesk.Text(item, "type") == "image").Select(item => VendorDesk.Text(item, "data"));

    private TakeOrder Order(string model, JsonNode? format, List<JsonNode?> inputs, SourceClip? source, string prompt, long? seed)
    {
        if (source is not null)
            return new(model, prompt, source.Width, source.Height, source.Seconds, source.Sound, seed, 0) { Edit = source.Edit(prompt) };
        var start = inputs.Where(item => VendorDesk.Text(item, "type") == "image").Select(item => desk.Picture(VendorDesk.Text(item, "data"))).FirstOrDefault();
        var (width, height) = desk.Shape(FrameShape.Ratio(VendorDesk.Text(format, "aspect_ratio", "16:9"))!.Value, FrameShape.Lines(VendorDesk.Text(format, "resolution", "720p")), start);
        return new(model, prompt, width, height, Seconds(format), Sound: true, seed, 0);
    }

    private static VideoSale Sell(HttpContext http, string model, TakeOrder order, JsonObject body)
    {
        var (format, hooks) = (Format(body), body["webhook_config"]);
        return new(Provider, model, order, 1, VendorDesk.Text(format, "resolution", "720p") switch { "360p" => 34_000, "720p" => 101_000, "1080p" => 152_000, _ => 304_000 })
        {
            RequestId = Guid.NewGuid().ToString("N"),
            References = Pictures(body).Skip(VendorDesk.Text(body["generation_config"]?["video_config"], "task") == "reference_to_video" ? 0 : 1),
            // References show somebody, not where the clip begins.
            Start = VendorDesk.Text(body["generation_config"]?["video_config"], "task") == "reference_to_video" ? null : Inputs(body["input"]).Where(item => VendorDesk.Text(item, "type") == "image").Select(item => VendorDesk.Text(item, "data")).FirstOrDefault(),
            Owner = GeminiDoor.OwnerOf(http),
            Reference = VendorDesk.Text(format, "gcs_uri") is { Length: > 0 } bucket ? bucket : VendorDesk.Text(format, "delivery", "inline"),
            Webhooks = GeminiDoor.HooksOf(hooks, "uris"),
            HookData = hooks?["user_metadata"]?.ToJsonString(),
        };
    }

    private async Task DrawAsync(HttpContext http, JsonObject body, string model, string prompt, RequestBody whole, FaultRule? fault)
    {
        if (fault?.Action == FaultAction.Refuse || desk.Forbids(prompt))
        {
            await VendorDesk.AnswerAsync(http, 200, new { id = Guid.NewGuid().ToString("N"), model, status = "failed", created = desk.Now, updated = desk.Now, errors = new[] { new { code = "IMAGE_SAFETY", message = "The picture was blocked." } } });
            return;
        }

        var format = body["response_format"];
        if (GeminiPictures.Problem(model, format, body["input"]) is { } problem)
        {
            await GoogleAnswers.ErrorAsync(http, 400, problem);
            return;
        }

        var (job, picture, usage) = await pictures.DrawAsync(http, model, prompt, VendorDesk.Text(format, "aspect_ratio", "1:1"), VendorDesk.Text(format, "image_size", "1K"), whole, Pictures(body));
        if (await desk.Faults.StrikeAfterAsync(http, fault))
            return;
        var content = new[] { new { type = "image", data = Convert.ToBase64String(picture), mime_type = "image/png" } };
        await VendorDesk.AnswerAsync(http, 200, new { id = job.RequestId, model, status = "completed", created = job.AcceptedAt, updated = desk.Now, steps = new[] { new { type = "model_output", content } }, usage });
    }

    private async Task StateAsync(HttpContext http, string id)
    {
        var job = Find(http, id);
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, job?.Endpoint ?? "")).Struck || !await door.AdmitsAsync(http))
            return;
        if (job is null)
            await GoogleAnswers.ErrorAsync(http, 404, "The interaction was not found.");
        else if (http.Request.Query["stream"] == "true")
            await StreamAsync(http, job, http.Request.Query["last_event_id"]);
        else
            await desk.TellAsync(http, job, View(http, job));
    }

    private async Task CancelAsync(HttpContext http, string id)
    {
        if (await desk.MeetCancelAsync(http, Provider, id) || !await door.AdmitsAsync(http))
            return;
        if (Find(http, id) is null)
            await GoogleAnswers.ErrorAsync(http, 404, "The interaction was not found.");
        else if (desk.Queue.Cancel(id) is { } job)
            await VendorDesk.AnswerAsync(http, 200, View(http, job));
        else
            await GoogleAnswers.ErrorAsync(http, 400, "The interaction has ended.");
    }

    private async Task DeleteAsync(HttpContext http, string id)
    {
        if (!await door.AdmitsAsync(http))
            return;
        if (Find(http, id) is null)
        {
            await GoogleAnswers.ErrorAsync(http, 404, "The interaction was not found.");
            return;
        }

        desk.Journal.Keep(Deleted, id, id);
        await VendorDesk.AnswerAsync(http, 200, new { });
    }

    // Another project's interactions are not there, nor are those that are too old.
    private Job? Find(HttpContext http, string id)
        => desk.Journal.Find(id) is { Provider: Provider, IsOperation: false } job && (job.Owner ?? GeminiDoor.OwnerOf(http)) == GeminiDoor.OwnerOf(http)
            && desk.Now - job.AcceptedAt < Stored && !desk.Journal.Kept<string>(Deleted).Contains(id) ? job : null;

    private object View(HttpContext http, Job job, bool whole = true)
    {
        var status = job.Status switch { JobStatus.InQueue => "queued", JobStatus.InProgress => "in_progress", JobStatus.Completed => "completed", JobStatus.Cancelled => "cancelled", _ => "failed" };
        object[]? steps = whole && job.Status == JobStatus.Completed ? [new { type = "model_output", content = new[] { Content(http, job) } }] : null;
        object[]? errors = job.Error is { } error ? [new { code = error.Type == "content_policy_violation" ? "SAFETY" : error.Type, message = error.Message }] : null;
        return new { id = job.RequestId, model = job.Endpoint, status, created = job.AcceptedAt, updated = job.EndedAt ?? job.StartedAt ?? job.AcceptedAt, steps, errors, usage = job.Status == JobStatus.Completed ? UsageOf(job).View() : null };
    }

    // As many tokens as come to what was charged, at the prices of a million that is read and a million of video.
    private static TokenUsage UsageOf(Job job)
    {
        var read = (job.Order?.Prompt.Length ?? 0) / TokenUsage.CharactersOfOne;
        return new("video", read, (long)Math.Round((job.ChargedMicroUsd - (read * 1.5m)) / 17.5m));
    }

    private object Content(HttpContext http, Job job) => job switch
    {
        { Reference: ['g', 's', ':', ..] } => new { type = "video", uri = VertexRoutes.PathOf(job), mime_type = "video/mp4" },
        { Reference: "inline", Order.Seconds: > 0, MediaLength: <= MostInline } when desk.Bytes(job.MediaId) is { } clip => new { type = "video", data = Convert.ToBase64String(clip), mime_type = "video/mp4" },
        _ => new { type = "video", uri = GeminiDoor.FileAddress(http, job), mime_type = "video/mp4" },
    };

    private static double Seconds(JsonNode? format) => double.TryParse(VendorDesk.Text(format, "duration", "8s").TrimEnd('s'), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
}
