using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Kling's omni-image: a picture from words and references, as a task under a name of the client's.</summary>
internal sealed class KlingPictures(VendorDesk desk, KlingRoutes door)
{
    private const string Provider = "kling";
    private const int MostPrompt = 2500;
    private const int MostReferences = 10;
    private const long PictureMicroUsd = 28_000;
    private static readonly string[] Models = ["kling-image-o1", "kling-v3-omni"];
    private static readonly string[] Ratios = ["16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/kling/v1/images/omni-image", SubmitAsync);
        routes.MapGet("/kling/v1/images/omni-image/{id}", StateAsync);
    }

    private async Task SubmitAsync(HttpContext http)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        if (!door.Admits(http))
        {
            await KlingRoutes.ErrorAsync(http, 401, 1002, "Authorization is invalid");
            return;
        }

        var (model, prompt) = (VendorDesk.Text(body, "model_name", Models[0]), VendorDesk.Text(body, "prompt"));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        var name = VendorDesk.Text(body, "external_task_id");
        if (Problem(body, model, prompt) is { } problem)
            await KlingRoutes.ErrorAsync(http, 400, 1201, problem);
        else if (name.Length > 0 && desk.Journal.All().Any(job => job.Provider == Provider && job.Reference == name))
            await KlingRoutes.ErrorAsync(http, 400, 1201, "external_task_id is already used");
        else if (desk.Forbids(prompt) || fault?.Action == FaultAction.Refuse)
            await KlingRoutes.ErrorAsync(http, 400, 1301, "The request was refused by the content policy");
        else if (await desk.AcceptAsync(http, Sell(body!, model, prompt, name), text, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, Envelope(http, job));
    }

    private string? Problem(JsonObject? body, string model, string prompt)
    {
        if (body is null || !Models.Contains(model))
            return $"model_name should be one of {string.Join(", ", Models)}";
        if (prompt.Length is 0 or > MostPrompt)
            return "prompt should have 1 to 2500 characters";
        if (VendorDesk.Text(body, "resolution", "1k") is not ("1k" or "2k" or "4k"))
            return "resolution should be 1k, 2k or 4k";
        if (VendorDesk.Text(body, "result_type", "single") != "single")
            return "the Backlot draws single pictures";
        if (VendorDesk.Number(body, "n") is { } count && count != 1)
            return count is >= 2 and <= 9 ? "the Backlot draws one picture; n should be 1" : "n should be 1 to 9";
        if (VendorDesk.Text(body, "aspect_ratio", "auto") is var ratio && ratio != "auto" && !Ratios.Contains(ratio))
            return $"aspect_ratio should be auto or one of {string.Join(", ", Ratios)}";
        var references = body["image_list"] as JsonArray ?? [];
        return references.Count <= MostReferences && references.All(reference => !VendorDesk.Text(reference, "image").StartsWith("data:", StringComparison.Ordinal) && desk.Picture(VendorDesk.Text(reference, "image")) is not null)
            ? null
            : "image_list should have at most 10 pictures in base 64 without a prefix, or their addresses";
    }

    private static VideoSale Sell(JsonObject body, string model, string prompt, string name)
    {
        var lines = VendorDesk.Text(body, "resolution", "1k") switch { "1k" => 768, "2k" => 1536, _ => 3072 };
        var (width, height) = FrameShape.Of(FrameShape.Ratio(VendorDesk.Text(body, "aspect_ratio", "16:9")) ?? 16.0 / 9, lines, int.MaxValue);
        return new(Provider, model, new TakeOrder(model, prompt, width, height, 0, Sound: false, Seed: null, Repeat: 0), 1, lines > 1536 ? PictureMicroUsd * 2 : PictureMicroUsd)
        {
            References = (body["image_list"] as JsonArray ?? []).Select(reference => VendorDesk.Text(reference, "image")),
            Reference = name.Length > 0 ? name : null,
            Webhooks = VendorDesk.Callback(body),
        };
    }

    private async Task StateAsync(HttpContext http, string id)
    {
        var job = desk.Journal.All().FirstOrDefault(job => job.Provider == Provider && job.Order is { Seconds: 0 } && (job.RequestId == id || job.Reference == id));
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, job?.Endpoint ?? "")).Struck)
            return;
        if (!door.Admits(http))
            await KlingRoutes.ErrorAsync(http, 401, 1004, "Authorization is expired");
        else if (job is null)
            await KlingRoutes.ErrorAsync(http, 404, 1203, $"there is no task {id} of omni-image");
        else
            await desk.TellAsync(http, job, Envelope(http, job));
    }

    private static object Envelope(HttpContext http, Job job) => new
    {
        code = 0,
        message = "SUCCEED",
        request_id = Guid.NewGuid().ToString(),
        data = new
        {
            task_id = job.RequestId,
            task_status = job.Status switch { JobStatus.InQueue => "submitted", JobStatus.InProgress => "processing", JobStatus.Completed => "succeed", _ => "failed" },
            task_status_msg = job.Error is { } error ? error.Type == "content_policy_violation" ? "Failure to pass the risk control system" : error.Message : null,
            task_info = new { external_task_id = job.Reference },
            created_at = job.AcceptedAt.ToUnixTimeMilliseconds(),
            updated_at = (job.EndedAt ?? job.StartedAt ?? job.AcceptedAt).ToUnixTimeMilliseconds(),
            task_result = job.Status == JobStatus.Completed ? new { images = new[] { new { index = 0, url = $"{VendorDesk.Host(http)}/files/{job.MediaId}" } } } : null,
        },
    };
}
