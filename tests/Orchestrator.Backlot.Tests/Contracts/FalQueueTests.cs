using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;

namespace Orchestrator.Backlot.Tests.Contracts;

public class FalQueueTests
{
    [Theory]
    [InlineData(TestLot.Kling, "3", 3, 3 * 84_000)]
    [InlineData("fal-ai/kling-video/v3/pro/image-to-video", "3", 3, 3 * 112_000)]
    [InlineData(TestLot.Seedance, "4", 4, 4 * 302_400)]
    [InlineData(TestLot.Veo, "4s", 4, 4 * 200_000)]
    [InlineData("fal-ai/veo3.1/fast/image-to-video", "4s", 4, 4 * 100_000)]
    public async Task Submit_ValidRequest_RendersBillsAndServesAClip(string endpoint, string duration, double units, long charge)
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(endpoint.Contains("kling") ? TestLot.Kling : endpoint.Contains("veo") ? TestLot.Veo : endpoint, duration: duration);

        var ticket = await lot.AcceptedAsync(endpoint, body, "attempt-1");
        var status = await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        var video = (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video");

        var id = ticket.GetProperty("request_id").GetString();
        Assert.Equal($"{lot.Server.FalQueue}{string.Join('/', endpoint.Split('/').Take(2))}/requests/{id}", ticket.GetProperty("response_url").GetString());
        Assert.Equal("IN_QUEUE", ticket.GetProperty("status").GetString());
        Assert.True(status.GetProperty("metrics").GetProperty("inference_time").GetDouble() >= 0);
        Assert.NotEmpty(status.GetProperty("logs").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, result.StatusCode);
        Assert.Equal(id, result.Headers.GetValues("x-fal-request-id").Single());
        Assert.Equal(units.ToString(), result.Headers.GetValues("x-fal-billable-units").Single());
        Assert.Equal("video/mp4", video.GetProperty("content_type").GetString());
        var clip = await lot.Plain.GetByteArrayAsync(video.GetProperty("url").GetString());
        Assert.Equal(video.GetProperty("file_size").GetInt64(), clip.Length);
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(charge, row.GetProperty("charged_micro_usd").GetInt64());
        Assert.Equal("attempt-1", row.GetProperty("attempt_id").GetString());
        Assert.Equal(0, row.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData("duration", "\"16\"", "one_of")]
    [InlineData("duration", "5", "value_error")]
    [InlineData("cfg_scale", "1.5", "less_than_equal")]
    [InlineData("cfg_scale", "-0.1", "greater_than_equal")]
    [InlineData("generate_audio", "\"yes\"", "value_error")]
    [InlineData("prompt", "null", "missing")]
    [InlineData("prompt", "\" \"", "sequence_too_short")]
    [InlineData("start_image_url", "null", "missing")]
    [InlineData("start_image_url", "\"https://example.com/a.png\"", "file_download_error")]
    [InlineData("start_image_url", "\"data:image/png;base64,AAAA\"", "image_load_error")]
    [InlineData("multi_prompt", "[]", "value_error")]
    public async Task Submit_FieldOutsideTheSchema_Is422WithItsType(string field, string value, string type)
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(TestLot.Kling);
        body[field] = JsonNode.Parse(value);

        using var answer = await lot.SubmitAsync(TestLot.Kling, body);
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(type, detail.GetProperty("type").GetString());
        Assert.Equal(["body", field], detail.GetProperty("loc").EnumerateArray().Select(l => l.GetString()));
        Assert.Empty(await lot.LedgerAsync());
    }

    [Theory]
    [InlineData("fal-ai/kling-video/v3/standard/image-to-video", false, "1280x720")]
    [InlineData("fal-ai/kling-video/v3/pro/image-to-video", false, "1920x1080")]
    [InlineData("fal-ai/kling-video/v3/pro/image-to-video", true, "640x360")]
    public void Order_Kling_HasTheTiersSizeUnlessItFollowsTheStartFrame(string id, bool follow, string size)
    {
        var endpoint = FalEndpoints.Find(id)!;
        var input = new FalInput(TestLot.Body(TestLot.Kling), new ImageHeader("png", 640, 360), null);

        var order = endpoint.Order(input, new BacklotOptions { DataFolder = "none", FollowStartFrame = follow });

        Assert.Equal(size, $"{order.Width}x{order.Height}");
    }

    [Fact]
    public async Task Submit_WrongDuration_NamesTheExpectedOnes()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.SubmitAsync(TestLot.Veo, TestLot.Body(TestLot.Veo, duration: "5s"));
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0];

        Assert.Equal(["4s", "6s", "8s"], detail.GetProperty("ctx").GetProperty("expected").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("5s", detail.GetProperty("input").GetString());
    }

    [Fact]
    public async Task Submit_SmallPicture_IsImageTooSmall()
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(TestLot.Kling);
        body["start_image_url"] = "data:image/png;base64," + Convert.ToBase64String(Picture.Png.Write(new byte[200 * 200 * 3], 200, 200));

        using var answer = await lot.SubmitAsync(TestLot.Kling, body);
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0];

        Assert.Equal("image_too_small", detail.GetProperty("type").GetString());
        Assert.Equal(300, detail.GetProperty("ctx").GetProperty("min_width").GetInt32());
    }

    [Fact]
    public async Task Submit_InvalidButCheckedLate_CompletesWithAnErrorAndNoCharge()
    {
        await using var lot = await TestLot.StartAsync(folder => new BacklotOptions { DataFolder = folder, HabitScale = 0, MaxHeight = 64, ValidateAtSubmit = false });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, duration: "99"));
        var status = await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);

        Assert.Equal("value_error", status.GetProperty("error_type").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, result.StatusCode);
        Assert.Contains("one_of", await result.Content.ReadAsStringAsync());
        Assert.Equal(0, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Submit_ForbiddenWord_CompletesAsRefusalAndRefunds()
    {
        await using var lot = await TestLot.StartAsync();
        var ticket = await lot.AcceptedAsync(TestLot.Seedance, TestLot.Body(TestLot.Seedance, "moderation_blocked_test " + TestLot.Prompt));
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, result.StatusCode);
        Assert.Equal("content_policy_violation", result.Headers.GetValues("x-fal-error-type").Single());
        Assert.Equal("false", result.Headers.GetValues("X-Fal-Retryable").Single());
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer x")]
    [InlineData("Key ")]
    public async Task Submit_WithoutKey_Is401(string? authorization)
    {
        await using var lot = await TestLot.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.FalQueue, TestLot.Kling)) { Content = JsonContent.Create(TestLot.Body(TestLot.Kling)) };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await lot.Plain.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Submit_UnknownEndpoint_Is404()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.SubmitAsync("fal-ai/sora-2/image-to-video", TestLot.Body(TestLot.Kling));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Submit_UnknownField_IsAcceptedAndNotedInTheJournal()
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(TestLot.Kling);
        body["seed"] = 7;
        var ticket = await lot.AcceptedAsync(TestLot.Kling, body);
        await lot.AwaitAsync(ticket);

        var journal = await lot.Plain.GetStringAsync("_backlot/journal");
        Assert.Contains("unknown fields ignored", journal);
    }

    [Fact]
    public async Task Submit_WebhookWithAttempt_PutsItInTheLedger()
    {
        await using var lot = await TestLot.StartAsync();
        var hook = Uri.EscapeDataString("https://host/hooks/fal?attempt=a-17");
        await lot.AcceptedAsync($"{TestLot.Kling}?fal_webhook={hook}", TestLot.Body(TestLot.Kling));

        Assert.Equal("a-17", Assert.Single(await lot.LedgerAsync()).GetProperty("attempt_id").GetString());
    }

    [Fact]
    public async Task Result_BeforeCompletion_Is400()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_queue" });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        using var result = await lot.ResultAsync(ticket);
        using var status = await lot.Fal.GetAsync(ticket.GetProperty("status_url").GetString());

        Assert.Equal(HttpStatusCode.BadRequest, result.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, status.StatusCode);
    }

    [Fact]
    public async Task Cancel_Queued_TakesItOutAndRefunds()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_queue" });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        var address = ticket.GetProperty("cancel_url").GetString();

        using var first = await lot.Fal.PutAsync(address, null);
        using var second = await lot.Fal.PutAsync(address, null);
        using var unknown = await lot.Fal.PutAsync(address!.Replace(ticket.GetProperty("request_id").GetString()!, "nobody"), null);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Contains("CANCELLATION_REQUESTED", await first.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Contains("ALREADY_COMPLETED", await second.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Status_SeveralQueued_GivesPositions()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_queue", times = 0 });
        await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        var second = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        Assert.Equal(1, (await lot.AwaitAsync(second, "IN_QUEUE")).GetProperty("queue_position").GetInt32());
    }
}
