using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

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
}
