using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Calls of Gemini's models by name: pictures by generateContent; Veo by long-running operations, until it was retired; and its files.</summary>
internal sealed class GeminiModelRoutes(VendorDesk desk, GeminiDoor door, GeminiPictures pictures)
{
    private const string Provider = "gemini";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);
    private static readonly string[] VertexOnly = ["seed", "fps", "generateAudio", "storageUri"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/gemini/v1beta/models/{call}", CallAsync);
        routes.MapGet("/gemini/v1beta/models/{model}/operations/{id}", OperationAsync);
        routes.MapGet("/gemini/v1beta/operations/{id}", (HttpContext http, string id) => OperationAsync(http, null, id));
        routes.MapGet("/gemini/v1beta/files/{call}", DownloadAsync);
    }

    private async Task CallAsync(HttpContext http, string call)
    {
        if (!await door.AdmitsAsync(http))
            return;
        var (model, method) = call.Split(':') is [var name, var verb] ? (name, verb) : (call, "");
        if (!Lifecycle.Serves(model, desk.Now))
            await GoogleAnswers.ErrorAsync(http, 404, $"models/{model} is no longer available.");
        else if (method == "generateContent" && GeminiPictures.Draws(model))
            await DrawAsync(http, model);
        else if (method == "predictLongRunning" && model.StartsWith("veo-3.1", StringComparison.Ordinal) && model.EndsWith("preview", StringComparison.Ordinal))
            await FilmAsync(http, model);
        else
            await GoogleAnswers.ErrorAsync(http, 404, $"models/{model} is not found for API version v1beta, or is not supported for {method}.");
    }

    private async Task DrawAsync(HttpContext http, string model)
    {
        var (whole, body) = await RequestBody.ReadAsync(http);
        var parts = (body?["contents"] as JsonArray ?? []).SelectMany(content => content?["parts"] as JsonArray ?? []).ToList();
        var prompt = string.Join('\n', parts.Select(part => VendorDesk.Text(part, "text")).Where(text => text.Length > 0));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        var config = body?["generationConfig"];
        var format = config?["imageConfig"];
        if (prompt.Length == 0)
            await GoogleAnswers.ErrorAsync(http, 400, "contents should hold a text.");
        else if (parts.Select(part => part?["inlineData"]).Any(data => data is not null && desk.Picture(VendorDesk.Text(data, "data")) is null))
            await GoogleAnswers.ErrorAsync(http, 400, "Unable to process input image.");
        else if (VendorDesk.Text(format, "imageSize", "1K") is not ("512" or "1K" or "2K" or "4K"))
            await GoogleAnswers.ErrorAsync(http, 400, "imageSize should be 512, 1K, 2K or 4K.");
        else if (desk.Forbids(prompt))
            await VendorDesk.AnswerAsync(http, 200, new { promptFeedback = new { blockReason = "PROHIBITED_CONTENT" }, modelVersion = model });
        else if (fault?.Action == FaultAction.Refuse)
            await VendorDesk.AnswerAsync(http, 200, new { candidates = new[] { new { finishReason = "IMAGE_SAFETY", index = 0 } }, modelVersion = model });
        else
        {
            var (job, picture, _) = await pictures.DrawAsync(http, model, prompt, VendorDesk.Text(format, "aspectRatio", "1:1"), VendorDesk.Text(format, "imageSize", "1K"), whole, parts.Select(part => VendorDesk.Text(part?["inlineData"], "data")));
            if (!await desk.Faults.StrikeAfterAsync(http, fault))
                await VendorDesk.AnswerAsync(http, 200, Drawn(model, job, picture));
        }
    }

    private static object Drawn(string model, Job job, byte[] picture) => new
    {
        candidates = new[] { new { content = new { role = "model", parts = new[] { new { inlineData = new { mimeType = "image/png", data = Convert.ToBase64String(picture) } } } }, finishReason = "STOP", index = 0 } },
        modelVersion = model,
        responseId = job.RequestId,
    };

    private async Task FilmAsync(HttpContext http, string model)
    {
        var (whole, body) = await RequestBody.ReadAsync(http);
        var instance = (body?["instances"] as JsonArray)?.FirstOrDefault();
        var parameters = body?["parameters"];
        var prompt = VendorDesk.Text(instance, "prompt");
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        if (Problem(instance, parameters, prompt) is { } problem)
            await GoogleAnswers.ErrorAsync(http, 400, problem);
        else if (await desk.AcceptAsync(http, Sell(model, instance!, parameters, prompt, body!["webhookConfig"]), whole, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, new { name = $"models/{model}/operations/{job.RequestId}" });
    }

    private string? Problem(JsonNode? instance, JsonNode? parameters, string prompt)
    {
        if (prompt.Length == 0)
            return "instances should hold one instance with a prompt.";
        if (Seconds(parameters) is not (4 or 6 or 8))
            return "durationSeconds should be 4, 6 or 8.";
        if (VendorDesk.Text(parameters, "aspectRatio", "16:9") is not ("16:9" or "9:16"))
            return "aspectRatio should be 16:9 or 9:16.";
        if (VendorDesk.Text(parameters, "resolution", "720p") is not ("720p" or "1080p" or "4k"))
            return "resolution should be 720p, 1080p or 4k.";
        if ((VendorDesk.Number(parameters, "sampleCount") ?? VendorDesk.Number(parameters, "numberOfVideos") ?? 1) != 1)
            return "This API makes one video at a time.";
        if (VertexOnly.FirstOrDefault(field => parameters?[field] is not null) is { } foreign)
            return $"{foreign} is not supported by this API.";
        if (VendorDesk.Text(parameters, "resolution", "720p") != "720p" && Seconds(parameters) != 8)
            return "durationSeconds should be 8 above 720p.";
        if (instance?["lastFrame"] is { } last && (instance["image"] is null || desk.Picture(VendorDesk.Text(last, "bytesBase64Encoded")) is null))
            return "lastFrame should be a picture, and image its first.";
        return instance?["image"] is { } image && desk.Picture(VendorDesk.Text(image, "bytesBase64Encoded")) is null ? "image could not be read." : null;
    }

    private VideoSale Sell(string model, JsonNode instance, JsonNode? parameters, string prompt, JsonNode? hooks)
    {
        var lines = FrameShape.Lines(VendorDesk.Text(parameters, "resolution", "720p"));
        var (width, height) = desk.Shape(FrameShape.Ratio(VendorDesk.Text(parameters, "aspectRatio", "16:9"))!.Value, lines, desk.Picture(VendorDesk.Text(instance["image"], "bytesBase64Encoded")));
        var order = new TakeOrder(model, prompt, width, height, Seconds(parameters), Sound: true, Seed: null, 0);
        return new(Provider, model, order, 1, model.Contains("fast", StringComparison.Ordinal) ? 150_000 : 400_000)
        {
            RequestId = Guid.NewGuid().ToString("N"),
            IsOperation = true,
            References = (instance["referenceImages"] as JsonArray ?? []).Select(reference => VendorDesk.Text(reference?["image"], "bytesBase64Encoded")),
            Start = VendorDesk.Text(instance["image"], "bytesBase64Encoded"),
            End = VendorDesk.Text(instance["lastFrame"], "bytesBase64Encoded"),
            Webhooks = GeminiDoor.HooksOf(hooks, "uris"),
            HookData = hooks?["userMetadata"]?.ToJsonString(),
        };
    }

    // By its short name an operation is found too.
    private async Task OperationAsync(HttpContext http, string? model, string id)
    {
        var job = desk.Journal.Find(id) is { Provider: Provider, IsOperation: true } found && (model is null || found.Endpoint == model) && desk.Now - found.AcceptedAt < Kept ? found : null;
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, model ?? job?.Endpoint ?? "")).Struck || !await door.AdmitsAsync(http))
            return;
        if (job is null)
            await GoogleAnswers.ErrorAsync(http, 404, "The operation was not found.");
        else
            await desk.TellAsync(http, job, View(http, job));
    }

    private static object View(HttpContext http, Job job)
    {
        var name = $"models/{job.Endpoint}/operations/{job.RequestId}";
        return job switch
        {
            { IsOver: false } => new { name },
            { Status: JobStatus.Completed } => new { name, done = true, response = new { generateVideoResponse = new { generatedSamples = new[] { new { video = new { uri = GeminiDoor.FileAddress(http, job) } } } } } },
            { Error.Type: "rai_filtered" } => new { name, done = true, response = new { generateVideoResponse = new { raiMediaFilteredCount = 1, raiMediaFilteredReasons = (string[])["The video was blocked by safety filters. Support codes: 64151117"] } } },
            { Error.Type: "content_policy_violation" } => new { name, done = true, error = new { code = 3, message = "The prompt could not be submitted. Support codes: 61493863" } },
            _ => new { name, done = true, error = new { code = 13, message = job.Error?.Message ?? "Cancelled." } },
        };
    }

    // The file is elsewhere: the key is for this door alone.
    private Task DownloadAsync(HttpContext http, string call)
    {
        if (!door.Admits(http))
            return GoogleAnswers.ErrorAsync(http, 403, "The file can be fetched with its owner's key only.");
        if (call.Split(':') is not [var id, "download"] || desk.Journal.Find(id) is not { Provider: Provider, MediaId: { } media, EndedAt: { } made } || desk.Now - made >= Kept)
            return GoogleAnswers.ErrorAsync(http, 404, "The file was not found.");
        http.Response.Redirect($"{VendorDesk.Host(http)}/files/{media}");
        return Task.CompletedTask;
    }

    // A number in one edition of the contract, a text in another.
    private static double Seconds(JsonNode? parameters)
        => VendorDesk.Number(parameters, "durationSeconds") ?? (double.TryParse(VendorDesk.Text(parameters, "durationSeconds", "8"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);
}
