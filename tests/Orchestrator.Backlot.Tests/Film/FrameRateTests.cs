using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Film;

/// <summary>Clips have the frames a second that their request names, or that their model is known for, and show the same action in the same time.</summary>
public class FrameRateTests
{
    private const string Ltx = "fal-ai/ltx-2.3/text-to-video";
    private const string Wan = "fal-ai/wan/v2.2-a14b/text-to-video";

    [Theory]
    [InlineData(null, 25, 150)]
    [InlineData(24, 24, 144)]
    [InlineData(50, 50, 300)]
    public async Task Ltx_AtARate_HasItsFramesAndSaysSo(int? asked, int rate, int frames)
    {
        await using var lot = await TestLot.StartAsync();
        var ticket = await lot.AcceptedAsync(Ltx, Body(("duration", 6), ("fps", asked)));
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        var video = (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video");

        Assert.Equal((rate, frames), await ProbeAsync(await lot.Plain.GetByteArrayAsync(video.GetProperty("url").GetString())));
        Assert.Equal((rate, frames, 6), (video.GetProperty("fps").GetInt32(), video.GetProperty("num_frames").GetInt32(), video.GetProperty("duration").GetDouble()));
        Assert.Equal(6 * 60_000, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData(33, null, 16, 160_000)]
    [InlineData(25, 12, 12, 120_000)]
    [InlineData(49, 24, 24, 240_000)]
    public async Task Wan_OfSoManyFrames_HasThemAndCostsThem(int count, int? asked, int rate, long charged)
    {
        await using var lot = await TestLot.StartAsync();

        var clip = await lot.ClipAsync(Wan, Body(("num_frames", count), ("frames_per_second", asked)));

        Assert.Equal((rate, count), await ProbeAsync(clip));
        Assert.Equal(charged, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task TwiceTheRate_ShowsTheSameActionAndWhatLiesBetween()
    {
        await using var lot = await TestLot.StartAsync();
        var usual = (await Clip.DecodeAsync(await lot.ClipAsync(Ltx, Body(("duration", 6), ("fps", 24))))).Frames;
        var twice = (await Clip.DecodeAsync(await lot.ClipAsync(Ltx, Body(("duration", 6), ("fps", 48))))).Frames;

        Assert.Equal(2 * usual.Length, twice.Length);
        foreach (var at in (int[])[0, 40, 100])
        {
            var far = Clip.Difference(usual[at], usual[at + 12]);
            Assert.InRange(Clip.Difference(usual[at], twice[2 * at]), 0, far / 2);
        }

        // In between lies neither the frame before nor the one after.
        var (before, between, after) = (twice[80], twice[86], twice[92]);
        Assert.True(Clip.Difference(before, between) > 0.3 && Clip.Difference(between, after) > 0.3);
        Assert.True(Clip.Difference(before, between) < Clip.Difference(before, after));
    }

    private static JsonObject Body(params (string Name, int? Value)[] fields)
    {
        var body = new JsonObject { ["prompt"] = TestLot.Prompt.Replace("gentle movement", "energetic movement", StringComparison.Ordinal) };
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
            body[name] = value;
        return body;
    }

    private static async Task<(int Rate, int Frames)> ProbeAsync(byte[] clip)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, clip);
            using var process = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=r_frame_rate,nb_frames", "-of", "json", file]) { RedirectStandardOutput = true })!;
            var stream = (await JsonDocument.ParseAsync(process.StandardOutput.BaseStream)).RootElement.GetProperty("streams")[0];
            await process.WaitForExitAsync();
            return (int.Parse(stream.GetProperty("r_frame_rate").GetString()!.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(stream.GetProperty("nb_frames").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
