using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Kling's own API: tasks under a name of the client's, which is taken once.</summary>
internal sealed class KlingRoutes(VendorDesk desk)
{
    private const string Provider = "kling";
    private const int MostPrompt = 2500;
    private const int MostShotPrompt = 512;
    private const decimal UnitMicroUsd = 140_000;
    private readonly KlingOmni omni = new(desk);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/kling/v1/videos/{kind}", SubmitAsync);
        routes.MapGet("/kling/v1/videos/{kind}/{id}", StateAsync);
        routes.MapGet("/kling/v1/videos/{kind}", ListAsync);
    }

    private async Task SubmitAsync(HttpContext http, string kind)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        if (!Admits(http))
        {
            await ErrorAsync(http, 401, 1002, "Authorization is invalid");
            return;
        }

        var model = $"{VendorDesk.Text(body, "model_name", "kling-v1")}/{VendorDesk.Text(body, "mode", "std")}";
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, Prompts(body));
        if (struck)
            return;
        if (Problem(body, kind) is { } problem)
        {
            await ErrorAsync(http, 400, 1201, problem);
            return;
        }

        var name = VendorDesk.Text(body, "external_task_id");
        if (name.Length > 0 && desk.Journal.All().Any(job => job.Provider == Provider && job.Reference == name))
        {
            await ErrorAsync(http, 400, 1201, "external_task_id is already used");
            return;
        }

        if (desk.Forbids(Prompts(body)) || fault?.Action == FaultAction.Refuse)
        {
            await ErrorAsync(http, 400, 1301, "The request was refused by the content policy");
            return;
        }

        if (await desk.AcceptAsync(http, await SellAsync(http, body!, model, name, kind), text, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, Envelope(VendorDesk.Host(http), job));
    }

    private string? Problem(JsonObject? body, string kind)
    {
        if (body is null || kind is not ("text2video" or "image2video" or KlingOmni.Kind))
            return "the body should be an object, and the kind text2video, image2video or omni-video";
        if (VendorDesk.Text(body, "mode", "std") is not ("std" or "pro" or "4k"))
            return "mode should be std, pro or 4k";
        if (VendorDesk.Text(body, "sound", "off") is not ("on" or "off"))
            return "sound should be on or off";
        if (!FalEndpoints.Range(3, 15).Contains(VendorDesk.Text(body, "duration", "5")))
            return "duration should be \"3\" to \"15\"";
        if (VendorDesk.Text(body, "aspect_ratio", "16:9") is not ("16:9" or "9:16" or "1:1"))
            return "aspect_ratio should be 16:9, 9:16 or 1:1";
        if (VendorDesk.Text(body, "negative_prompt").Length > MostPrompt)
            return "negative_prompt should have at most 2500 characters";
        if (body["cfg_scale"] is not null && VendorDesk.Number(body, "cfg_scale") is not (>= 0 and <= 1))
            return "cfg_scale should be 0 to 1";
        if (body["element_list"] is JsonArray { Count: > 3 })
            return "element_list should have at most 3 elements";
        if (VendorDesk.Text(body, "shot_type", "customize") is not ("customize" or "intelligence"))
            return "shot_type should be customize or intelligence";
        if (VendorDesk.Text(body, "image_tail") is { Length: > 0 } tail && desk.Picture(tail) is null)
            return "image_tail should be a picture in base 64 without a prefix, or its address";
        if (kind == KlingOmni.Kind && omni.Problem(body) is { } problem)
            return problem;
        if (kind == "image2video" && (VendorDesk.Text(body, "image").StartsWith("data:", StringComparison.Ordinal) || desk.Picture(VendorDesk.Text(body, "image")) is null))
            return "image should be a picture in base 64 without a prefix, or its address";
        if (VendorDesk.Flag(body, "multi_shot") != true)
            return VendorDesk.Text(body, "prompt") is { Length: > 0 and <= MostPrompt } ? null : "prompt should have 1 to 2500 characters";
        var shots = body["multi_prompt"] as JsonArray ?? [];
        return shots.Count is >= 1 and <= 6 && shots.All(shot => VendorDesk.Text(shot, "prompt").Length is > 0 and <= MostShotPrompt) && shots.Sum(Seconds) == Number(VendorDesk.Text(body, "duration", "5"))
            ? null
            : "multi_prompt should have 1 to 6 shots, each with a prompt of 1 to 512 characters, that last as long as duration together";
    }

    private async Task<VideoSale> SellAsync(HttpContext http, JsonObject body, string model, string name, string kind)
    {
        var sale = kind == KlingOmni.Kind ? await omni.SellAsync(body, model, http.RequestAborted) : Sell(body, model);
        return sale with { Reference = name.Length > 0 ? name : null, Webhooks = VendorDesk.Callback(body) };
    }

    private VideoSale Sell(JsonObject body, string model)
    {
        var mode = VendorDesk.Text(body, "mode", "std");
        var lines = mode switch { "4k" => 2160, "pro" => 1080, _ => 720 };
        var start = desk.Picture(VendorDesk.Text(body, "image"));
        var ratio = start is null ? FrameShape.Ratio(VendorDesk.Text(body, "aspect_ratio", "16:9")) ?? 16.0 / 9 : (double)start.Width / start.Height;
        var (width, height) = desk.Shape(ratio, lines, start);
        var sound = VendorDesk.Text(body, "sound", "off") == "on";
        var parts = Shots(body);
        var order = new TakeOrder(model, VendorDesk.Text(body, "prompt"), width, height, Number(VendorDesk.Text(body, "duration", "5")), sound, null, 0, parts);
        return new(Provider, model, order, 1, (mode, sound) switch { ("std", false) => 84_000, ("std", true) => 126_000, (_, false) => 112_000, _ => 168_000 }) { Start = VendorDesk.Text(body, "image"), End = VendorDesk.Text(body, "image_tail") };
    }

    /// <summary>The shots of a request with several; null for one.</summary>
    public static IReadOnlyList<TakePart>? Shots(JsonObject body)
        => VendorDesk.Flag(body, "multi_shot") == true ? [.. (body["multi_prompt"] as JsonArray)!.Select(shot => new TakePart(VendorDesk.Text(shot, "prompt"), Seconds(shot)))] : null;

    private async Task StateAsync(HttpContext http, string kind, string id)
    {
        var job = desk.Journal.Find(id) is { Provider: Provider } found ? found : desk.Journal.All().FirstOrDefault(job => job.Provider == Provider && job.Reference == id);
        if ((await desk.MeetAsync(http, Provider, FaultRoute.Status, job?.Endpoint ?? "")).Struck)
            return;
        if (!Admits(http))
            await ErrorAsync(http, 401, 1004, "Authorization is expired");
        else if (job is null)
            await ErrorAsync(http, 404, 1203, $"there is no task {id} of {kind}");
        else
            await desk.TellAsync(http, job, Envelope(VendorDesk.Host(http), job));
    }

    private Task ListAsync(HttpContext http, string kind, int? pageNum, int? pageSize)
        => Admits(http)
            ? VendorDesk.AnswerAsync(http, 200, new { code = 0, message = "SUCCEED", request_id = Guid.NewGuid().ToString(), data = desk.Journal.All().Where(job => job.Provider == Provider).Reverse().Skip(((pageNum ?? 1) - 1) * (pageSize ?? 30)).Take(pageSize ?? 30).Select(job => Data(VendorDesk.Host(http), job)) })
            : ErrorAsync(http, 401, 1002, "Authorization is invalid");

    /// <summary>What asking for a task tells.</summary>
    public static object Envelope(string host, Job job) => new { code = 0, message = "SUCCEED", request_id = Guid.NewGuid().ToString(), data = Data(host, job) };

    private static object Data(string host, Job job) => new
    {
        task_id = job.RequestId,
        task_status = job.Status switch { JobStatus.InQueue => "submitted", JobStatus.InProgress => "processing", JobStatus.Completed => "succeed", _ => "failed" },
        task_status_msg = job.Error is { } error ? error.Type == "content_policy_violation" ? "Failure to pass the risk control system" : error.Message : null,
        task_info = new { external_task_id = job.Reference },
        created_at = job.AcceptedAt.ToUnixTimeMilliseconds(),
        final_unit_deduction = Deduction(job),
        updated_at = (job.EndedAt ?? job.StartedAt ?? job.AcceptedAt).ToUnixTimeMilliseconds(),
        task_result = job.Status == JobStatus.Completed ? new { videos = new[] { new { id = job.RequestId, url = $"{host}/files/{job.MediaId}", duration = job.Order!.Seconds.ToString(CultureInfo.InvariantCulture) } } } : null,
    };

    // Units of a resource package, at the list price of one.
    private static string? Deduction(Job job)
        => job.Status is JobStatus.Completed or JobStatus.Failed ? ((decimal)(job.ChargedMicroUsd - job.RefundedMicroUsd) / UnitMicroUsd).ToString("0.######", CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a call is let in: a token is a signed statement with our key's name and two times; who signed it cannot be known without the secret.</summary>
    public bool Admits(HttpContext http)
    {
        if (VendorDesk.Bearer(http).Split('.') is not [var head, var claims, { Length: > 0 }])
            return false;
        try
        {
            var (alg, said) = (JsonNode.Parse(Encoding.UTF8.GetString(Base64UrlTextEncoder.Decode(head))), JsonNode.Parse(Encoding.UTF8.GetString(Base64UrlTextEncoder.Decode(claims))));
            var now = desk.Now.ToUnixTimeSeconds();
            return VendorDesk.Text(alg, "alg") == "HS256" && desk.Admits(VendorDesk.Text(said, "iss")) && VendorDesk.Number(said, "exp") > now && VendorDesk.Number(said, "nbf") <= now;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return false;
        }
    }

    private static string Prompts(JsonObject? body)
        => string.Join('\n', (body?["multi_prompt"] as JsonArray ?? []).Select(shot => VendorDesk.Text(shot, "prompt")).Prepend(VendorDesk.Text(body, "prompt")));

    private static double Seconds(JsonNode? shot) => Number(VendorDesk.Text(shot, "duration", "0"));

    /// <summary>The number that a text is; 0 for any other.</summary>
    public static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Answers with an error.</summary>
    public static Task ErrorAsync(HttpContext http, int status, int code, string message)
        => VendorDesk.AnswerAsync(http, status, new { code, message, request_id = Guid.NewGuid().ToString() });
}
