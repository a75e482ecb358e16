using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Tests.Film;

/// <summary>The block that leads from a frame to its ledger row.</summary>
public class RequestMarkTests
{
    [Fact]
    public async Task Marked_EveryFrameOfAClip_LeadsToItsLedgerRow()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { MarkFrames = true });
        var clips = new[]
        {
            await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)),
            await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("red", "green", StringComparison.Ordinal))),
        };
        var rows = await lot.LedgerAsync();

        for (var i = 0; i < clips.Length; i++)
        {
            var digits = rows[i].GetProperty("request_hash").GetString()![..RequestMark.Digits];
            Assert.All((await LumaAsync(lot, clips[i])).Frames, frame => Assert.Equal(digits, RequestMark.Read(frame, 170, 96)));
            using var answer = await lot.Plain.PostAsync("_backlot/mark", new ByteArrayContent(clips[i]));
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(digits, told.GetProperty("digits").GetString());
            Assert.Equal(rows[i].GetProperty("request_id").GetString(), Assert.Single(told.GetProperty("request_ids").EnumerateArray()).GetString());
        }
    }

    [Fact]
    public async Task NotAskedFor_FramesAreClean()
    {
        await using var lot = await TestLot.StartAsync();
        var clip = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        Assert.All((await LumaAsync(lot, clip)).Frames, frame => Assert.Null(RequestMark.Read(frame, 170, 96)));
        using var answer = await lot.Plain.PostAsync("_backlot/mark", new ByteArrayContent(clip));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<(List<byte[]> Frames, int Length)> LumaAsync(TestLot lot, byte[] clip)
    {
        var file = Path.Combine(lot.Folder, $"{Guid.NewGuid():N}.mp4");
        await File.WriteAllBytesAsync(file, clip);
        await using var film = (await FilmReader.OpenAsync("ffmpeg", file, default))!;
        Assert.Equal((170, 96), (film.Width, film.Height));
        List<byte[]> frames = [];
        for (var frame = new byte[film.Length]; await film.ReadAsync(frame, default); frame = new byte[film.Length])
            frames.Add(frame);
        Assert.NotEmpty(frames);
        return (frames, film.Length);
    }
}
