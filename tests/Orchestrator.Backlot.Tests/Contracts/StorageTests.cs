using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Contracts;

public class StorageTests
{
    [Fact]
    public async Task Upload_InitiatedAndPut_IsServedAndTakenAsInput()
    {
        await using var lot = await TestLot.StartAsync();
        var address = await UploadAsync(lot);
        var body = TestLot.Body(TestLot.Kling);
        body["start_image_url"] = address;

        var ticket = await lot.AcceptedAsync(TestLot.Kling, body);
        var status = await lot.AwaitAsync(ticket);
        using var served = await lot.Plain.GetAsync(address);

        Assert.False(status.TryGetProperty("error", out _));
        Assert.Equal("image/png", served.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Put_NotInitiated_Is404()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Plain.PutAsync("uploads/nothing.png", new ByteArrayContent([1]));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Files_RangeHeadAndTag_AreHonoured()
    {
        await using var lot = await TestLot.StartAsync();
        var address = await UploadAsync(lot);
        var whole = await lot.Plain.GetByteArrayAsync(address);

        using var head = await lot.Plain.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(10, 19) } };
        using var part = await lot.Plain.SendAsync(request);
        using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { head.Headers.ETag! } } };
        using var same = await lot.Plain.SendAsync(again);

        Assert.Equal(whole.Length, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[10..20], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Theory]
    [InlineData("files/nothing.mp4")]
    [InlineData("files/..%2Fbacklot.db")]
    [InlineData("files/.hidden")]
    public async Task Files_UnknownOrOutside_Is404(string path)
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Plain.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Files_WithAKey_AreServedAndTheLeakIsInTheJournal()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Fal.GetAsync(await UploadAsync(lot));
        Assert.Contains("credential sent to the CDN", await lot.Plain.GetStringAsync("_backlot/journal"));
    }

    private static async Task<string> UploadAsync(TestLot lot)
    {
        using var answer = await lot.Fal.PostAsJsonAsync(new Uri(lot.Server.FalRest, "storage/upload/initiate"), new { file_name = "board.png", content_type = "image/png" });
        var target = await answer.Content.ReadFromJsonAsync<JsonElement>();
        using var put = await lot.Plain.PutAsync(target.GetProperty("upload_url").GetString(), new ByteArrayContent(Convert.FromBase64String(TestLot.Image.Split(',')[1])));
        put.EnsureSuccessStatusCode();
        return target.GetProperty("file_url").GetString()!;
    }
}
