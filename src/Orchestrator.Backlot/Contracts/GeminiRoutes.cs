using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The Gemini API: interactions for Omni clips (edited in conversation) and for pictures. Veo is gone from it.</summary>
internal sealed class GeminiRoutes(VendorDesk desk)
{
    private const string Provider = "gemini";
    private static readonly string[] Films = ["gemini-omni-1.1-flash", "gemini-omni-1.2-flash"];
    private static readonly string[] Pictures = ["gemini-3.1-flash-image", "gemini-3-pro-image"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/gemini/v1beta/interactions", SubmitAsync);
        routes.MapGet("/gemini/v1beta/interactions/{id}", StateAsync);
        routes.MapPost("/gemini/v1beta/interactions/{id}/cancel", CancelAsync);
        routes.MapDelete("/gemini/v1beta/interactions/{id}", DeleteAsync);
        routes.MapGet("/gemini/v1beta/files/{call}", DownloadAsync);
        routes.MapPost("/gemini/v1beta/models/{call}", RetiredAsync);
    }

    private async Task SubmitAsync(HttpContext http)
    {
        var (text, body) = await VendorDesk.ReadAsync(http);
        if (!Admits(http))
        {
            // A bad key is a 400 here, not a 401.
            await GoogleAnswers.ErrorAsync(http, 400, "API key not valid. Please pass a valid API key.");
            return;
        }

        var model = VendorDesk.Text(body, "model");
        var inputs = body?["input"] as JsonArray ?? [];
        var prompt = string.Join('\n', inputs.Where(item => VendorDesk.Text(item, "type") == "text").Select(item => VendorDesk.Text(item, "text")));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        if (prompt.Length == 0)
            await GoogleAnswers.ErrorAsync(http, 400, "input should hold a text.");
        else if (inputs.Any(item => VendorDesk.Text(item, "type") == "image" && desk.Picture(VendorDesk.Text(item, "data")) is null))
            await GoogleAnswers.ErrorAsync(http, 400, "An image could not be read.");
        else if (Pictures.Contains(model))
            await DrawAsync(http, body!, model, prompt, text, fault);
        else if (!Films.Contains(model))
            await GoogleAnswers.ErrorAsync(http, 404, $"models/{model} is not found or is no longer available.");
        else
            await FilmAsync(http, body!, inputs, model, prompt, text, fault);
    }

    private async Task FilmAsync(HttpContext http, JsonObject body, JsonArray inputs, string model, string prompt, string text, FaultRule? fault)
    {
        var format = body["response_format"];
        var before = VendorDesk.Text(body, "previous_interaction_id");
        var source = before.Length > 0 ? desk.Journal.Find(before)?.Order : null;
        if (before.Length > 0 && source is null)
            await GoogleAnswers.ErrorAsync(http, 404, "The previous interaction was not found.");
        else if (Problem(format) is { } problem)
            await GoogleAnswers.ErrorAsync(http, 400, problem);
        else if (await desk.AcceptAsync(http, Sell(model, Order(model, format, inputs, source, prompt, (long?)VendorDesk.Number(body["generation_config"], "seed")), VendorDesk.Text(format, "resolution", "720p")), text, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, View(http, job));
    }

    private static string? Problem(JsonNode? format)
    {
        if (VendorDesk.Text(format, "type") != "video")
            return "response_format should be of type video.";
        if (VendorDesk.Text(format, "aspect_ratio", "16:9") is not ("16:9" or "9:16"))
            return "aspect_ratio should be 16:9 or 9:16.";
        if (VendorDesk.Text(format, "resolution", "720p") is not ("360p" or "720p" or "1080p" or "4k"))
            return "resolution should be 360p, 720p, 1080p or 4k.";
        return Seconds(format) is >= 3 and <= 10 ? null : "duration should be \"3s\" to \"10s\".";
    }

    private TakeOrder Order(string model, JsonNode? format, JsonArray inputs, TakeOrder? source, string prompt, long? seed)
    {
        if (source is not null)
            return source with { Endpoint = model, Prompt = prompt, Seed = seed, Parts = [.. source.Stretches().Select(part => part with { Prompt = PromptEdit.Apply(part.Prompt, prompt) })] };
        var start = inputs.Where(item => VendorDesk.Text(item, "type") == "image").Select(item => desk.Picture(VendorDesk.Text(item, "data"))).FirstOrDefault();
        var (width, height) = desk.Shape(FrameShape.Ratio(VendorDesk.Text(format, "aspect_ratio", "16:9"))!.Value, FrameShape.Lines(VendorDesk.Text(format, "resolution", "720p")), start);
        return new(model, prompt, width, height, Seconds(format), Sound: true, seed, 0);
    }

    private static VideoSale Sell(string model, TakeOrder order, string resolution)
        => new(Provider, model, order, 1, resolution switch { "360p" => 34_000, "720p" => 101_000, "1080p" => 152_000, _ => 304_000 });

    private async Task DrawAsync(HttpContext http, JsonObject body, string model, string prompt, string text, FaultRule? fault)
    {
        if (fault?.Action == FaultAction.Refuse || desk.Forbids(prompt))
        {
            await VendorDesk.AnswerAsync(http, 200, new { id = Guid.NewGuid().ToString(), status = "failed", errors = new[] { new { code = "IMAGE_SAFETY", message = "The picture was blocked." } } });
            return;
        }

        var format = body["response_format"];
        var large = VendorDesk.Text(format, "image_size", "1K") != "1K";
        var (width, height) = FrameShape.Of(FrameShape.Ratio(VendorDesk.Text(format, "aspect_ratio", "1:1")) ?? 1, large ? 1536 : 768, int.MaxValue);
        var job = desk.Counter.AcceptImage(Provider, model, text, FaultGate.AttemptOf(http), 1, (model.Contains("pro", StringComparison.Ordinal), large) switch { (false, false) => 67_000, (false, true) => 101_000, _ => 134_000 });
        var picture = await Task.Run(() => desk.Renderer.Draw(new TakeOrder(model, prompt, width, height, 1, Sound: false, Seed: null, Repeat: job.Repeat)));
        desk.Counter.Finish(job);
        if (await desk.Faults.StrikeAfterAsync(http, fault))
            return;
        var content = new[] { new { type = "image", data = Convert.ToBase64String(picture), mime_type = "image/png" } };
        await VendorDesk.AnswerAsync(http, 200, new { id = job.RequestId, model, status = "completed", steps = new[] { new { type = "model_output", content } } });
    }

    private async Task StateAsync(HttpContext http, string id)
    {
        var job = desk.Journal.Find(id) is { Provider: Provider } found ? found : null;
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, job?.Endpoint ?? "")).Struck)
            return;
        if (!Admits(http))
            await GoogleAnswers.ErrorAsync(http, 400, "API key not valid. Please pass a valid API key.");
        else if (job is null)
            await GoogleAnswers.ErrorAsync(http, 404, "The interaction was not found.");
        else
            await VendorDesk.AnswerAsync(http, 200, View(http, job));
    }

    private async Task CancelAsync(HttpContext http, string id)
    {
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Cancel, "")).Struck)
            return;
        if (desk.Queue.Cancel(id) is { } job)
            await VendorDesk.AnswerAsync(http, 200, View(http, job));
        else
            await GoogleAnswers.ErrorAsync(http, 400, "The interaction has ended.");
    }

    private Task DeleteAsync(HttpContext http, string id)
        => desk.Journal.Find(id) is { Provider: Provider } ? VendorDesk.AnswerAsync(http, 200, new { }) : GoogleAnswers.ErrorAsync(http, 404, "The interaction was not found.");

    // The file is elsewhere: the key is for this door alone.
    private Task DownloadAsync(HttpContext http, string call)
    {
        if (!Admits(http))
            return GoogleAnswers.ErrorAsync(http, 403, "The file can be fetched with its owner's key only.");
        if (call.Split(':') is not [var id, "download"] || desk.Journal.Find(id) is not { Provider: Provider, MediaId: { } media })
            return GoogleAnswers.ErrorAsync(http, 404, "The file was not found.");
        http.Response.Redirect($"{VendorDesk.Host(http)}/files/{media}");
        return Task.CompletedTask;
    }

    private Task RetiredAsync(HttpContext http, string call)
        => GoogleAnswers.ErrorAsync(http, 404, $"models/{call.Split(':')[0]} is no longer available.");

    private static object View(HttpContext http, Job job)
    {
        var status = job.Status switch { JobStatus.InQueue => "queued", JobStatus.InProgress => "in_progress", JobStatus.Completed => "completed", JobStatus.Cancelled => "cancelled", _ => "failed" };
        object[]? steps = job.Status == JobStatus.Completed
            ? [new { type = "model_output", content = new[] { new { type = "video", uri = $"{VendorDesk.Host(http)}/gemini/v1beta/files/{job.RequestId}:download?alt=media", mime_type = "video/mp4" } } }]
            : null;
        object[]? errors = job.Error is { } error ? [new { code = error.Type == "content_policy_violation" ? "SAFETY" : error.Type, message = error.Message }] : null;
        return new { id = job.RequestId, model = job.Endpoint, status, steps, errors };
    }

    private static double Seconds(JsonNode? format) => double.TryParse(VendorDesk.Text(format, "duration", "8s").TrimEnd('s'), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private bool Admits(HttpContext http) => desk.Admits(http.Request.Headers["x-goog-api-key"].ToString());
}
