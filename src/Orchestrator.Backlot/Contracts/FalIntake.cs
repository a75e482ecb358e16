using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Where fal takes requests in, whether they are then queued or waited for.</summary>
internal sealed class FalIntake(VendorDesk desk, FalValidation validation)
{
    /// <summary>The accepted job; null when the client has its answer already.</summary>
    public async Task<Job?> TakeAsync(HttpContext http, string id)
    {
        var (whole, body) = await RequestBody.ReadAsync(http);
        var (struck, fault) = await desk.MeetAsync(http, "fal", FaultRoute.Submit, id, body?["prompt"]?.ToString() ?? body?["multi_prompt"]?.ToJsonString() ?? "");
        if (struck)
            return null;
        if (FalEndpoints.Find(id) is not { } endpoint)
        {
            await FalAnswers.AnswerAsync(http, 404, new { detail = $"Application '{id}' not found" });
            return null;
        }

        if (body is null)
        {
            await FalAnswers.RawAsync(http, 422, FalProblem.Body([new FalProblem("", "value_error", "The body should be a JSON object")], null));
            return null;
        }

        var (input, problems, unknown) = await validation.CheckAsync(endpoint, body, http.RequestAborted);
        var invalid = input is null ? FalErrors.Invalid(FalProblem.Body(problems, body)) : null;
        if (invalid is not null && desk.Options.ValidateAtSubmit)
        {
            desk.Journal.Note("refused on submit", null, new { endpoint = id, problems = problems.Select(p => new { p.Field, p.Type }) });
            http.Response.Headers["x-fal-error-type"] = problems[0].Type;
            http.Response.Headers["X-Fal-Retryable"] = "false";
            await FalAnswers.RawAsync(http, 422, invalid.Body);
            return null;
        }

        return await desk.AcceptAsync(http, Sale(http, endpoint, input), whole, fault, invalid, unknown);
    }

    private VideoSale Sale(HttpContext http, FalEndpoint endpoint, FalInput? input)
    {
        var sale = input is null ? new VideoSale("fal", endpoint.Id, null, 0, 0) : endpoint.Sell(input, desk.Options);
        return sale with
        {
            References = input?.References ?? [],
            Start = (endpoint.ImageField ?? endpoint.StartField) is { } field ? input?.Text(field) : null,
            End = input?.Text("end_image_url") is { Length: > 0 } end ? end : input?.Text("last_frame_url"),
            Webhooks = http.Request.Query["fal_webhook"].FirstOrDefault() is { Length: > 0 } hook ? [hook] : null,
            StartWithin = double.TryParse(http.Request.Headers["X-Fal-Request-Timeout"], CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null,
            StoreIo = http.Request.Headers["X-Fal-Store-IO"] != "0",
            KeepSeconds = Kept(http.Request.Headers["X-Fal-Object-Lifecycle-Preference"].ToString()) ?? FalSettings.Of(desk.Journal).ExpirationDurationSeconds,
        };
    }

    private static double? Kept(string preference)
    {
        try
        {
            return preference.Length == 0 ? null : VendorDesk.Number(JsonNode.Parse(preference), "expiration_duration_seconds");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
