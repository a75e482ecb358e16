using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>OpenAI's image generation: synchronous, charged when it succeeds.</summary>
internal sealed class OpenAiImageRoutes(JournalStore journal, Counter counter, ITakeRenderer renderer, MediaShelf shelf, ReferencePictures references, FaultGate faults, BacklotOptions options) : IDisposable
{
    private const int MostPictures = 16;
    private readonly SemaphoreSlim easels = new(Math.Max(1, options.Concurrency));

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in (string[])[.. OpenAiDoor.Roots, OpenAiDoor.Deployments])
        {
            routes.MapPost(root + "/images/generations", GenerateAsync);
            routes.MapPost(root + "/images/edits", EditAsync);
        }
    }

    public void Dispose() => easels.Dispose();

    private async Task GenerateAsync(HttpContext http)
    {
        await AnswerAsync(http, await RequestBody.ReadAsync(http), []);
    }

    // An edit comes as a form with its pictures, or as JSON with their addresses.
    private async Task EditAsync(HttpContext http)
    {
        var (whole, pictures) = http.Request.HasFormContentType ? await FormAsync(http) : (await RequestBody.ReadAsync(http), null);
        var body = whole.Json;
        pictures ??= (body?["images"] as JsonArray)?.Select(image => shelf.Load(image?["image_url"]?.ToString() ?? "") ?? []).ToList() ?? [];
        if (Admits(http) && (pictures.Count is < 1 or > MostPictures || pictures.Any(picture => ImageHeader.Read(picture) is null)))
            await ErrorAsync(http, 400, $"image should be 1 to {MostPictures} pictures in png, jpeg or webp.", "invalid_request_error", "invalid_image_file", "image");
        else
            await AnswerAsync(http, whole, pictures);
    }

    private static async Task<(RequestBody Body, List<byte[]>? Pictures)> FormAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var body = new JsonObject();
        foreach (var (name, value) in form)
            body[name] = name == "n" && int.TryParse(value, out var count) ? count : value.ToString();
        List<byte[]> pictures = [];
        foreach (var file in form.Files.Where(file => file.Name is "image" or "image[]"))
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, http.RequestAborted);
            pictures.Add(copy.ToArray());
        }

        // What was sent is part of what was asked: the same words over another picture are another request.
        body["images_sha256"] = new JsonArray([.. pictures.Select(picture => JsonValue.Create(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture))))]);
        return (RequestBody.Of(body), pictures);
    }

    private async Task AnswerAsync(HttpContext http, RequestBody whole, List<byte[]> shown)
    {
        var body = whole.Json;
        OpenAiDoor.Number(http);
        if (await OpenAiDoor.LacksVersionAsync(http))
            return;
        if (http.Request.RouteValues["deployment"] is string deployment && body is not null)
            body["model"] = deployment;
        if (!Admits(http))
        {
            await ErrorAsync(http, 401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
            return;
        }

        var prompt = body?["prompt"]?.ToString() ?? "";
        var fault = faults.Meet(http, "openai", FaultRoute.Submit, body?["model"]?.ToString() ?? "", prompt);
        if (await faults.StrikeBeforeAsync(http, fault))
            return;
        var (request, problem) = ImageRequest.Read(body, options.TimeProvider.GetUtcNow());
        if (request is null)
            await ErrorAsync(http, problem!.Status, problem.Message, "invalid_request_error", problem.Code, problem.Param);
        else if (fault?.Action == FaultAction.Refuse || options.ForbiddenWords.Any(w => prompt.Contains(w, StringComparison.OrdinalIgnoreCase)))
            await RefuseAsync(http);
        else
            await DrawAsync(http, request, whole, await references.ReadAsync(shown.Select(Convert.ToBase64String), http.RequestAborted), fault);
    }

    private async Task DrawAsync(HttpContext http, ImageRequest request, RequestBody whole, IReadOnlyList<Likeness> cast, FaultRule? fault)
    {
        var job = counter.AcceptImage("openai", request.Model, whole, FaultGate.AttemptOf(http), request.N, request.CostMicroUsd);
        // A client that goes away is charged all the same, so the drawing does not depend on it.
        await easels.WaitAsync(CancellationToken.None);
        List<byte[]> pictures;
        try
        {
            pictures = await Task.Run(() => Enumerable.Range(0, request.N)
                .Select(i => renderer.Draw(new TakeOrder(request.Model, request.Prompt, request.Width, request.Height, 1, Sound: false, Seed: null, Repeat: i) { Cast = cast }))
                .ToList());
        }
        finally
        {
            easels.Release();
        }

        counter.Finish(job);
        if (await faults.StrikeAfterAsync(http, fault))
            return;
        if (request.Stream)
        {
            await StreamAsync(http, request, pictures, job.AcceptedAt);
            return;
        }

        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, Answer(request, pictures, job.AcceptedAt), cancellationToken: http.RequestAborted);
    }

    // Server-sent events: the Backlot draws at once, so that there are no partial pictures.
    private static async Task StreamAsync(HttpContext http, ImageRequest request, List<byte[]> pictures, DateTimeOffset created)
    {
        var type = http.Request.Path.Value!.EndsWith("edits", StringComparison.Ordinal) ? "image_edit.completed" : "image_generation.completed";
        http.Response.ContentType = "text/event-stream";
        foreach (var picture in pictures)
        {
            var said = new { type, b64_json = picture, created_at = created.ToUnixTimeSeconds(), background = "opaque", output_format = "png", quality = request.Quality, size = $"{request.Width}x{request.Height}", usage = Usage(request) };
            await http.Response.WriteAsync($"event: {type}\ndata: {JsonSerializer.Serialize(said)}\n\n", http.RequestAborted);
        }
    }

    private Task RefuseAsync(HttpContext http)
    {
        if (!OpenAiDoor.IsAzure(http))
            return ErrorAsync(http, 400, "Your request was rejected by the safety system. safety_violations=[test].", "image_generation_user_error", "moderation_blocked");
        journal.Note("image refused", null, new { status = 400, code = "content_filter" });
        return OpenAiDoor.FilteredAsync(http);
    }

    private static object Answer(ImageRequest request, List<byte[]> pictures, DateTimeOffset created) => new
    {
        created = created.ToUnixTimeSeconds(),
        background = "opaque",
        data = pictures.Select(p => new { b64_json = p }),
        output_format = "png",
        quality = request.Quality,
        size = $"{request.Width}x{request.Height}",
        usage = Usage(request),
    };

    private static object Usage(ImageRequest request) => new
    {
        input_tokens = request.InputTokens,
        input_tokens_details = new { image_tokens = 0, text_tokens = request.InputTokens },
        output_tokens = request.OutputTokens,
        total_tokens = request.InputTokens + request.OutputTokens,
    };

    private bool Admits(HttpContext http)
        => OpenAiDoor.KeyOf(http) is { Length: > 0 } key && (options.Keys.Count == 0 || options.Keys.Contains(key));

    private Task ErrorAsync(HttpContext http, int status, string message, string type, string? code, string? param = null)
    {
        journal.Note("image refused", null, new { status, code });
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(new { error = new { message, type, param, code } }), http.RequestAborted);
    }
}
