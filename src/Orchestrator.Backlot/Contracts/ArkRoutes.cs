using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Seedance on ModelArk: tasks that are listed for seven days.</summary>
internal sealed class ArkRoutes(VendorDesk desk)
{
    private const string Provider = "ark";
    private const string Path = "/ark/api/v3/contents/generations/tasks";

    // Tokens are height × width × seconds × 24 ÷ 1024; a unit is a million of them.
    private const double TokensPerPixelFrame = 1.0 / 1024;
    private const long UnitMicroUsd = 14_000_000;
    // Two days, and the task is given up.
    private const double Expires = 172_800;
    private const string Late = "request_timeout";
    private static readonly TimeSpan Listed = TimeSpan.FromDays(7);
    private static readonly string[] Ratios = ["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, SubmitAsync);
        routes.MapGet(Path, ListAsync);
        routes.MapGet(Path + "/{id}", StateAsync);
        routes.MapDelete(Path + "/{id}", DeleteAsync);
    }

    private async Task SubmitAsync(HttpContext http)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await ErrorAsync(http, 401, "AuthenticationError", "The API key is missing or invalid.");
            return;
        }

        var model = VendorDesk.Text(body, "model");
        var content = body?["content"] as JsonArray ?? [];
        var prompt = string.Join('\n', content.Where(item => VendorDesk.Text(item, "type") == "text").Select(item => VendorDesk.Text(item, "text")));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        if (!model.Contains("seedance-2-0", StringComparison.Ordinal))
            await ErrorAsync(http, 404, "ModelNotOpen", $"The model {model} does not exist or is not open.");
        else if (Problem(body!, content, prompt) is { } problem)
            await ErrorAsync(http, 400, "InvalidParameter", problem);
        else if (fault?.Action == FaultAction.Refuse)
            await ErrorAsync(http, 400, fault.ErrorType ?? "InputImageSensitiveContentDetected.PrivacyInformation", "The request failed because the input image may contain real person.");
        else if (desk.Forbids(prompt))
            await ErrorAsync(http, 400, "InputTextSensitiveContentDetected", "The request failed because the input text may contain sensitive information.");
        else if (await desk.AcceptAsync(http, Sell(body!, content, model, prompt), text, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, new { id = job.RequestId });
    }

    private string? Problem(JsonObject body, JsonArray content, string prompt)
    {
        if (prompt.Length == 0)
            return "content should hold a text";
        if (VendorDesk.Number(body, "duration") is { } seconds && seconds is < 4 or > 15)
            return "duration should be 4 to 15";
        if (VendorDesk.Text(body, "resolution", "720p") is not ("480p" or "720p" or "1080p" or "4k"))
            return "resolution should be 480p, 720p, 1080p or 4k";
        if (VendorDesk.Text(body, "ratio", "16:9") is var ratio && !Ratios.Contains(ratio) && ratio != "adaptive")
            return $"ratio should be one of {string.Join(", ", Ratios)}";
        var roles = content.Select(item => VendorDesk.Text(item, "role")).Where(role => role.Length > 0).ToList();
        if (roles.Any(role => role is not ("first_frame" or "last_frame" or "reference_image" or "reference_video" or "reference_audio")))
            return "role is not known";
        if (roles.Contains("first_frame") && roles.Any(role => role.StartsWith("reference_", StringComparison.Ordinal)))
            return "first_frame and references exclude each other";
        if (Count("first_frame") > 1 || Count("last_frame") > Count("first_frame"))
            return "one first_frame, and a last_frame only after it";
        if (Count("reference_audio") > 0 && Count("reference_image") + Count("reference_video") == 0)
            return "reference_audio needs an image or a video beside it";
        if (content.Any(item => VendorDesk.Text(item, "type") is not ("text" or "image_url" or "video_url" or "audio_url")))
            return "type should be text, image_url, video_url or audio_url";
        if (VendorDesk.Text(body, "service_tier", "default") is not ("default" or "flex"))
            return "service_tier should be default or flex";
        if (body["return_last_frame"] is not null && VendorDesk.Flag(body, "return_last_frame") is null)
            return "return_last_frame should be true or false";
        if (body["execution_expires_after"] is not null && VendorDesk.Number(body, "execution_expires_after") is not (>= 3600 and <= 259_200))
            return "execution_expires_after should be 3600 to 259200";
        if (Count("reference_image") > 9 || Count("reference_video") > 3 || Count("reference_audio") > 3 || roles.Count > 12)
            return "at most 9 images, 3 videos, 3 audios and 12 in all";
        return content.Where(item => VendorDesk.Text(item, "type") == "image_url").Any(item => desk.Picture(VendorDesk.Text(item!["image_url"], "url")) is null) ? "an image could not be read" : null;

        int Count(string role) => roles.Count(known => known == role);
    }

    private VideoSale Sell(JsonObject body, JsonArray content, string model, string prompt)
    {
        var first = content.FirstOrDefault(item => VendorDesk.Text(item, "role") == "first_frame");
        var start = first is null ? null : desk.Picture(VendorDesk.Text(first["image_url"], "url"));
        var ratio = FrameShape.Ratio(VendorDesk.Text(body, "ratio", "16:9")) ?? (start is null ? 16.0 / 9 : (double)start.Width / start.Height);
        var lines = FrameShape.Lines(VendorDesk.Text(body, "resolution", "720p"));
        var (width, height) = desk.Shape(ratio, lines, start);
        var order = new TakeOrder(model, prompt, width, height, VendorDesk.Number(body, "duration") ?? 5, VendorDesk.Flag(body, "generate_audio") ?? true, null, 0)
        {
            LastFrame = VendorDesk.Flag(body, "return_last_frame") == true,
            ReferenceClips = content.Count(item => VendorDesk.Text(item, "role") == "reference_video"),
        };
        return new(Provider, model, order, TokensPerSecond(ratio, lines) / 1_000_000, UnitMicroUsd) 
        {
            RequestId = $"cgt-{Guid.NewGuid():N}",
            Webhooks = VendorDesk.Callback(body),
            References = content.Where(item => VendorDesk.Text(item, "role") == "reference_image").Select(item => VendorDesk.Text(item!["image_url"], "url")),
            Start = VendorDesk.Text(first?["image_url"], "url"),
            End = VendorDesk.Text(content.FirstOrDefault(item => VendorDesk.Text(item, "role") == "last_frame")?["image_url"], "url"),
            StartWithin = TimeSpan.FromSeconds(VendorDesk.Number(body, "execution_expires_after") ?? Expires),
        };
    }

    // Of the size that was asked for, whatever the Backlot draws.
    private static double TokensPerSecond(double ratio, int lines)
    {
        var (width, height) = FrameShape.Of(ratio, lines, int.MaxValue);
        return width * (double)height * TakeOrder.Rate * TokensPerPixelFrame;
    }

    private async Task StateAsync(HttpContext http, string id)
    {
        var job = desk.Journal.Find(id) is { Provider: Provider } found ? found : null;
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, job?.Endpoint ?? "")).Struck)
            return;
        if (!desk.Admits(VendorDesk.Bearer(http)))
            await ErrorAsync(http, 401, "AuthenticationError", "The API key is missing or invalid.");
        else if (job is null)
            await ErrorAsync(http, 404, "NotFound", "The task does not exist.");
        else
            await desk.TellAsync(http, job, View(VendorDesk.Host(http), job));
    }

    private async Task ListAsync(HttpContext http)
    {
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Listing, http.Request.Query["filter.model"].ToString())).Struck)
            return;
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await ErrorAsync(http, 401, "AuthenticationError", "The API key is missing or invalid.");
            return;
        }

        var query = http.Request.Query;
        var (model, status) = (query["filter.model"].ToString(), query["filter.status"].ToString());
        var ids = query["filter.task_ids"].SelectMany(said => said?.Split(',') ?? []).ToHashSet();
        var jobs = desk.Journal.All().Where(job => job.Provider == Provider && desk.Now - job.AcceptedAt < Listed
            && (model.Length == 0 || job.Endpoint == model) && (status.Length == 0 || StatusOf(job) == status) && (ids.Count == 0 || ids.Contains(job.RequestId))).Reverse().ToList();
        var size = int.TryParse(query["page_size"], out var asked) ? Math.Clamp(asked, 1, 500) : 10;
        var page = int.TryParse(query["page_num"], out var number) ? Math.Max(1, number) : 1;
        await VendorDesk.AnswerAsync(http, 200, new { total = jobs.Count, items = jobs.Skip((page - 1) * size).Take(size).Select(job => View(VendorDesk.Host(http), job)) });
    }

    private async Task DeleteAsync(HttpContext http, string id)
    {
        if (await desk.MeetCancelAsync(http, Provider, id))
            return;
        if (desk.Journal.Find(id) is { Provider: Provider, Status: JobStatus.InQueue } && desk.Queue.Cancel(id) is { Status: JobStatus.Cancelled })
            await VendorDesk.AnswerAsync(http, 200, new { });
        else
            await ErrorAsync(http, 409, "InvalidAction", "Only a queued task can be cancelled.");
    }

    /// <summary>What asking for a task tells.</summary>
    public static object View(string host, Job job) => new
    {
        id = job.RequestId,
        model = job.Endpoint,
        status = StatusOf(job),
        created_at = job.AcceptedAt.ToUnixTimeSeconds(),
        updated_at = (job.EndedAt ?? job.StartedAt ?? job.AcceptedAt).ToUnixTimeSeconds(),
        duration = (int)job.Order!.Seconds,
        content = job.Status == JobStatus.Completed ? Content(host, job) : null,
        usage = job.Status == JobStatus.Completed ? new { completion_tokens = Tokens(job), total_tokens = Tokens(job) } : null,
        error = job.Error is { Type: not Late } error ? new { code = error.Type == "content_policy_violation" ? "OutputVideoSensitiveContentDetected" : error.Type, message = error.Message } : null,
    };

    private static object Content(string host, Job job) => job.Order!.LastFrame
        ? new { video_url = $"{host}/files/{job.MediaId}", last_frame_url = $"{host}/files/{TakeRenderer.LastFrameOf(job.RequestId)}" }
        : new { video_url = $"{host}/files/{job.MediaId}" };

    private static string StatusOf(Job job) => job.Status switch { JobStatus.InQueue => "queued", JobStatus.InProgress => "running", JobStatus.Completed => "succeeded", JobStatus.Cancelled => "cancelled", _ => job.Error?.Type == Late ? "expired" : "failed" };

    private static long Tokens(Job job) => (long)Math.Round(job.Units * 1_000_000);

    /// <summary>Answers with an error.</summary>
    public static Task ErrorAsync(HttpContext http, int status, string code, string message)
        => VendorDesk.AnswerAsync(http, status, new { error = new { code, message, param = "", type = "BadRequest" } });
}
