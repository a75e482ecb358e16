using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Veo 3.1 on Vertex: predictLongRunning, fetchPredictOperation, the bucket that its clips go to, and the tokens that open it.</summary>
internal sealed class VertexRoutes(VendorDesk desk)
{
    // Of each model, in a minute.
    private readonly MinuteQuota quota = new(50);

    private readonly BucketInputs inputs = new(desk);

    private const string Provider = "vertex";
    private const string Blocked = "The video was blocked by safety filters. Support codes: 64151117";
    private static readonly string[] Models = ["veo-3.1-generate-001", "veo-3.1-fast-generate-001", "veo-3.1-lite-generate-001"];

    public void Map(IEndpointRouteBuilder routes)
    {
        // Google's own clients call the beta.
        foreach (var version in (string[])["v1", "v1beta1"])
            routes.MapPost($"/vertex/{version}/projects/{{project}}/locations/{{location}}/publishers/google/models/{{call}}", CallAsync);
        routes.MapGet("/gcs/storage/v1/b/{bucket}/o", ListAsync);
        routes.MapPost("/gcs/upload/storage/v1/b/{bucket}/o", inputs.PutAsync);
        routes.MapGet("/gcs/storage/v1/b/{bucket}/o/{**name}", ObjectAsync);
        routes.MapPost("/google/token", (Delegate)TokenAsync);
    }

    private Task CallAsync(HttpContext http, string project, string location, string call) => call.Split(':') switch
    {
        _ when !desk.Admits(VendorDesk.Bearer(http)) => GoogleAnswers.ErrorAsync(http, 401, "Request had invalid authentication credentials."),
        [var model, _] when !Models.Contains(model) => GoogleAnswers.ErrorAsync(http, 404, $"Publisher Model `{model}` was not found or is no longer available."),
        [_, _] when location != "us-central1" => GoogleAnswers.ErrorAsync(http, 400, $"The model is not supported in {location}."),
        [var model, "predictLongRunning"] => SubmitAsync(http, $"projects/{project}/locations/{location}/publishers/google/models/{model}", model),
        [var model, "fetchPredictOperation"] => FetchAsync(http, model),
        _ => GoogleAnswers.ErrorAsync(http, 404, "Method not found."),
    };

    private async Task SubmitAsync(HttpContext http, string path, string model)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        var instance = (body?["instances"] as JsonArray)?.FirstOrDefault();
        inputs.Open(instance);
        var prompt = VendorDesk.Text(instance, "prompt");
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        var parameters = body?["parameters"];
        if (Problem(model, instance, parameters, prompt) is { } problem)
        {
            await GoogleAnswers.ErrorAsync(http, 400, problem);
            return;
        }

        if (!quota.Admits(model, desk.Now))
        {
            await GoogleAnswers.ErrorAsync(http, 429, $"Quota exceeded for aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: {model}.");
            return;
        }

        var sale = Sell(model, instance!, parameters, prompt);
        if (instance!["video"] is { } clip && await VertexExtension.SellAsync(sale, clip, desk.Sources, http.RequestAborted) is var longer)
        {
            if (longer.Problem is { } unread)
            {
                await GoogleAnswers.ErrorAsync(http, 400, unread);
                return;
            }

            sale = longer.Sale!;
        }

        var job = await desk.AcceptAsync(http, sale, text, fault);
        if (job is not null)
            await VendorDesk.AnswerAsync(http, 200, new { name = $"{path}/operations/{job.RequestId}" });
    }

    private string? Problem(string model, JsonNode? instance, JsonNode? parameters, string prompt)
    {
        if (instance is null || prompt.Length == 0)
            return "instances should hold one instance with a prompt.";
        if (VendorDesk.Number(parameters, "durationSeconds") is { } seconds && seconds is not (4 or 6 or 8))
            return $"durationSeconds should be 4, 6 or 8, not {seconds}.";
        if (VendorDesk.Text(parameters, "aspectRatio", "16:9") is not ("16:9" or "9:16"))
            return "aspectRatio should be 16:9 or 9:16.";
        if (VendorDesk.Text(parameters, "resolution", "720p") is not ("720p" or "1080p" or "4k"))
            return "resolution should be 720p, 1080p or 4k.";
        if (model.Contains("lite", StringComparison.Ordinal) && VendorDesk.Text(parameters, "resolution", "720p") == "4k")
            return "The lite model makes no 4k.";
        if (VendorDesk.Number(parameters, "sampleCount") is { } samples && samples is not (1 or 2 or 3 or 4))
            return "sampleCount should be 1 to 4.";
        if (instance["referenceImages"] is JsonArray { Count: > 3 })
            return "At most 3 referenceImages.";
        var mustBeEight = instance["referenceImages"] is not null || instance["video"] is not null || VendorDesk.Text(parameters, "resolution", "720p") != "720p";
        if (mustBeEight && (VendorDesk.Number(parameters, "durationSeconds") ?? 8) != 8)
            return "durationSeconds should be 8 with references, for an extension, or above 720p.";
        if (VendorDesk.Text(parameters, "storageUri") is { Length: > 0 } uri && !uri.StartsWith("gs://", StringComparison.Ordinal))
            return "storageUri should begin with gs://.";
        if (VendorDesk.Text(parameters, "personGeneration", "allow_adult") is not ("allow_adult" or "allow_all" or "disallow" or "dont_allow"))
            return "personGeneration should be allow_adult, allow_all or disallow.";
        if (parameters?["seed"] is not null && VendorDesk.Number(parameters, "seed") is not (>= 0 and <= uint.MaxValue))
            return "seed should be 0 to 4294967295.";
        if (VendorDesk.Text(parameters, "resizeMode", "pad") is not ("pad" or "crop"))
            return "resizeMode should be pad or crop.";
        if (VendorDesk.Text(parameters, "compressionQuality", "optimized").ToLowerInvariant() is not ("optimized" or "lossless"))
            return "compressionQuality should be optimized or lossless.";
        if (instance["lastFrame"] is { } last && (instance["image"] is null || desk.Picture(VendorDesk.Text(last, "bytesBase64Encoded")) is null))
            return "lastFrame should be a picture, and image its first.";
        if ((instance["referenceImages"] as JsonArray)?.Any(reference => VendorDesk.Text(reference, "referenceType") != "asset" || desk.Picture(VendorDesk.Text(reference!["image"], "bytesBase64Encoded")) is null) == true)
            return "referenceImages should be pictures of referenceType asset.";
        return instance["image"] is { } image && desk.Picture(VendorDesk.Text(image, "bytesBase64Encoded")) is null ? "image could not be read." : null;
    }

    private VideoSale Sell(string model, JsonNode instance, JsonNode? parameters, string prompt)
    {
        var start = desk.Picture(VendorDesk.Text(instance["image"], "bytesBase64Encoded"));
        var lines = FrameShape.Lines(VendorDesk.Text(parameters, "resolution", "720p"));
        var (width, height) = desk.Shape(FrameShape.Ratio(VendorDesk.Text(parameters, "aspectRatio", "16:9"))!.Value, lines, start);
        var sound = VendorDesk.Flag(parameters, "generateAudio") ?? true;
        var order = new TakeOrder(model, prompt, width, height, VendorDesk.Number(parameters, "durationSeconds") ?? 8, sound, (long?)VendorDesk.Number(parameters, "seed"), 0) { Samples = (int)(VendorDesk.Number(parameters, "sampleCount") ?? 1) };
        return new(Provider, model, order, 1, Price(model, sound, lines)) { Reference = VendorDesk.Text(parameters, "storageUri"), References = (instance["referenceImages"] as JsonArray ?? []).Select(reference => VendorDesk.Text(reference?["image"], "bytesBase64Encoded")), Start = VendorDesk.Text(instance["image"], "bytesBase64Encoded"), End = VendorDesk.Text(instance["lastFrame"], "bytesBase64Encoded") };
    }

    private static long Price(string model, bool sound, int lines) => (model.Split('-')[2], sound, lines == 2160) switch
    {
        ("lite", false, _) => 50_000,
        ("lite", true, _) => 80_000,
        ("fast", false, false) => 100_000,
        ("fast", true, false) => 120_000,
        ("fast", _, true) => 300_000,
        (_, false, false) => 200_000,
        (_, true, false) or (_, false, true) => 400_000,
        _ => 600_000,
    };

    private async Task FetchAsync(HttpContext http, string model)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, model)).Struck)
            return;
        var name = VendorDesk.Text(body, "operationName");
        if (desk.Journal.Find(name[(name.LastIndexOf('/') + 1)..]) is not { Provider: Provider } job)
            await GoogleAnswers.ErrorAsync(http, 404, "Operation not found.");
        else
            await desk.TellAsync(http, job, Operation(name, job));
    }

    private object Operation(string name, Job job) => job switch
    {
        { IsOver: false } => new { name },
        { Status: JobStatus.Completed } => new { name, done = true, response = new { videos = job.Samples.Select(sample => Video(job, sample)), raiMediaFilteredCount = job.Filtered > 0 ? job.Filtered : (int?)null, raiMediaFilteredReasons = job.Filtered > 0 ? (string[])[Blocked] : null } },
        // Moderation of the output delivers less than was asked for, with a reason and no error.
        { Error.Type: "rai_filtered" } => new { name, done = true, response = new { raiMediaFilteredCount = job.Order?.Samples ?? 1, raiMediaFilteredReasons = (string[])[Blocked] } },
        { Error.Type: "audio_filtered" } => new { name, done = true, response = new { raiMediaFilteredCount = 1, raiMediaFilteredReasons = (string[])["We could not create the audio for the video; no charge. Try other words, or without audio."] } },
        { Error.Type: "no_media_generated" } => new { name, done = true, response = new { } },
        { Error.Type: "content_policy_violation" } => new { name, done = true, error = new { code = 3, message = "The prompt could not be submitted. Support codes: 61493863" } },
        _ => new { name, done = true, error = new { code = job.Error?.Status is 503 or 504 ? 14 : 13, message = job.Error?.Message ?? "Cancelled." } },
    };

    // Who names no bucket gets the clip with the answer.
    private object Video(Job job, JobSample sample) => string.IsNullOrEmpty(job.Reference)
        ? new { bytesBase64Encoded = Convert.ToBase64String(desk.Bytes(sample.MediaId) ?? []), mimeType = "video/mp4" }
        : new { gcsUri = PathOf(job, sample.Number), mimeType = "video/mp4" };

    private async Task ListAsync(HttpContext http, string bucket, string? prefix)
    {
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Listing, bucket)).Struck)
            return;
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await GoogleAnswers.ErrorAsync(http, 401, "Invalid Credentials");
            return;
        }

        var items = Objects()
            .Where(item => item.Path.StartsWith($"gs://{bucket}/{prefix}", StringComparison.Ordinal))
            .Select(item => new { name = item.Path[$"gs://{bucket}/".Length..], bucket, size = item.Sample.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), contentType = "video/mp4" });
        await VendorDesk.AnswerAsync(http, 200, new { kind = "storage#objects", items = items.ToArray() });
    }

    private async Task ObjectAsync(HttpContext http, string bucket, string name)
    {
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await GoogleAnswers.ErrorAsync(http, 401, "Invalid Credentials");
            return;
        }

        var path = $"gs://{bucket}/{Uri.UnescapeDataString(name)}";
        var found = Objects().FirstOrDefault(item => item.Path == path);
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Media, found.Job?.Endpoint ?? "");
        if (struck)
            return;
        if (found.Sample is { } sample)
            await desk.ServeAsync(http, sample.MediaId, fault);
        else
            await GoogleAnswers.ErrorAsync(http, 404, "No such object.");
    }

    // A service account's signed statement is exchanged for a token; that it is one is looked at, who signed it is not.
    private static async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" && form["assertion"].ToString().Split('.').Length == 3
            ? Results.Json(new { access_token = "ya29.play-money", token_type = "Bearer", expires_in = 3600 })
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }

    /// <summary>Where a job's clip lies in its bucket.</summary>
    public static string PathOf(Job job, int sample = 0) => $"{(job.Reference is { Length: > 0 } uri ? uri : "inline").TrimEnd('/')}/{job.RequestId}/sample_{sample}.mp4";

    private IEnumerable<(Job Job, JobSample Sample, string Path)> Objects() => desk.Journal.All().Where(IsInABucket).SelectMany(job => job.Samples.Select(sample => (job, sample, PathOf(job, sample.Number))));

    private static bool IsInABucket(Job job) => job.Status == JobStatus.Completed && (job.Provider == Provider || job.Reference?.StartsWith("gs://", StringComparison.Ordinal) == true);
}
