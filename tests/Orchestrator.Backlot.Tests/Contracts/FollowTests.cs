using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>Endpoints that are led by a clip: the take moves as the clip does, whatever its words say.</summary>
public class FollowTests
{
    private const string MotionControl = "fal-ai/kling-video/v3/standard/motion-control";
    private const string Words = "Subject: a woman in a red coat\nLighting: neutral soft key light from the left, day\nComposition: wide shot, subject at 50% across and 55% down\nEnvironment: studio";

    [Theory]
    [InlineData("fal-ai/wan-vace-14b/depth", 4)]
    [InlineData("fal-ai/wan-22-vace-fun-a14b/depth", 5)]
    public async Task Depth_OfAClip_HasItsCameraAndItsSubjectsPlace(string endpoint, long cents)
    {
        await using var lot = await TestLot.StartAsync();
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("Camera: locked", "Camera: medium pan right").Replace("50% across", "70% across"), duration: "6"));

        var led = await Clip.DecodeAsync(await lot.ClipAsync(endpoint, Led(source, Words, ("resolution", "480p"))));
        var film = await Clip.DecodeAsync(source);

        Assert.Equal(81, led.Frames.Length);
        // Two thirds of the clip's frames in a second: frame 60 of the one is frame 90 of the other.
        Assert.InRange(led.Red().X - film.Red().X, -0.03, 0.03);
        Assert.InRange(led.Red(60).X - film.Red(90).X, -0.03, 0.03);
        Assert.True(led.Red().X - led.Red(60).X > 0.1);
        Assert.Equal((long)Math.Round(Math.Round(81 / 16.0, 3) * cents * 10_000), (await lot.LedgerAsync())[^1].GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData("fal-ai/wan-vace-14b/pose")]
    [InlineData("fal-ai/wan-22-vace-fun-a14b/pose")]
    public async Task Pose_OfAClip_IsTheClipsWithACameraOfItsOwn(string endpoint)
    {
        await using var lot = await TestLot.StartAsync();
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("standing, relaxed", "sitting, raising").Replace("Environment: harbor", "Environment: studio").Replace("Camera: locked", "Camera: fast pan right"), duration: "6"));
        var sitting = await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("standing, relaxed", "sitting, raising").Replace("Environment: harbor", "Environment: studio"))));
        var standing = await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("Environment: harbor", "Environment: studio"))));

        var led = await Clip.DecodeAsync(await lot.ClipAsync(endpoint, Led(source, Words)));

        Assert.True(Clip.Difference(led.Frames[0], sitting.Frames[0]) < 0.3 * Clip.Difference(led.Frames[0], standing.Frames[0]), $"{Clip.Difference(led.Frames[0], sitting.Frames[0])} {Clip.Difference(led.Frames[0], standing.Frames[0])}");
        Assert.InRange(led.Red(60).X - led.Red().X, -0.05, 0.05);
    }

    [Fact]
    public async Task Depth_ToldToFollowItsInput_IsAsLongAndAsFast()
    {
        await using var lot = await TestLot.StartAsync();
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        var led = await lot.ClipAsync("fal-ai/wan-vace-14b/depth", Led(source, Words, ("match_input_num_frames", true), ("match_input_frames_per_second", true)));

        Assert.Equal(72, (await Clip.DecodeAsync(led)).Frames.Length);
        Assert.Equal(4.5, (await lot.LedgerAsync())[^1].GetProperty("units").GetDouble());
    }

    [Theory]
    [InlineData("video", false)]
    [InlineData("image", true)]
    public async Task MotionControl_OfAClip_ActsAsItDoesAndKeepsItsSound(string orientation, bool pans)
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("standing, relaxed, facing right", "sitting, raising, facing left").Replace("Camera: locked", "Camera: fast pan left"), duration: "3");
        body["generate_audio"] = true;
        var source = await lot.ClipAsync(TestLot.Kling, body);
        var control = Led(source, Words + "\nPose: standing, relaxed, facing right", ("image_url", TestLot.Image), ("character_orientation", orientation));

        var led = await Clip.DecodeAsync(await lot.ClipAsync(MotionControl, control));
        control["keep_original_sound"] = false;
        var mute = await Clip.DecodeAsync(await lot.ClipAsync(MotionControl, control));
        var film = await Clip.DecodeAsync(source);

        Assert.Equal(film.Frames.Length, led.Frames.Length);
        // A figure that sits is as wide as it is tall in its coat; one that stands is not.
        var standing = await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, Words + "\nPose: standing, relaxed, facing right")));
        Assert.True(Clip.Difference(led.Frames[0], standing.Frames[0]) > 1, $"{Clip.Difference(led.Frames[0], standing.Frames[0])}");
        Assert.Equal(pans, Math.Abs(led.Red(71).X - led.Red().X) > 0.1);
        Assert.InRange(film.Sound.Zip(led.Sound, (one, other) => Math.Abs(one - other)).Average(), 0, film.Sound.Average(sample => Math.Abs((int)sample)) / 10);
        Assert.Empty(mute.Sound);
    }

    [Theory]
    [InlineData("crop=1280:720:x='40*t':y=0", 1)]
    [InlineData("crop=1280:720:x='240-160*t':y=0", -1)]
    [InlineData("crop=1280:720:x=100:y=0", 0)]
    public async Task Depth_OfAClipFromElsewhere_HasTheCameraThatIsMeasured(string move, int way)
    {
        await using var lot = await TestLot.StartAsync();
        // A still picture, over which a window moves.
        var foreign = await FfmpegAsync("-f", "lavfi", "-i", "mandelbrot=size=1560x720:rate=24", "-vf", $"trim=start_frame=0:end_frame=1,loop=72:1:0,setpts=N/24/TB,{move},scale=320:180", "-t", "3", "-pix_fmt", "yuv420p");

        var led = await Clip.DecodeAsync(await lot.ClipAsync("fal-ai/wan-vace-14b/depth", Led(foreign, Words)));

        Assert.Equal(way, Math.Sign(Math.Round(led.Red().X - led.Red(60).X, 1)));
    }

    [Theory]
    [InlineData("fal-ai/wan-vace-14b/depth", "{}", "missing")]
    [InlineData("fal-ai/wan-vace-14b/pose", "{\"video_url\":\"CLIP\",\"num_frames\":80}", "greater_than_equal")]
    [InlineData("fal-ai/wan-vace-14b/pose", "{\"video_url\":\"CLIP\",\"resolution\":\"1080p\"}", "one_of")]
    [InlineData("fal-ai/wan-22-vace-fun-a14b/depth", "{\"video_url\":\"CLIP\",\"ref_image_urls\":[\"http://127.0.0.1/files/none\"]}", "file_download_error")]
    [InlineData("fal-ai/wan-22-vace-fun-a14b/depth", "{\"video_url\":\"CLIP\",\"sampler\":\"heun\"}", "one_of")]
    [InlineData(MotionControl, "{\"video_url\":\"CLIP\",\"image_url\":\"PICTURE\"}", "missing")]
    public async Task Led_WhatTheContractDoesNotAllow_IsRefusedByType(string endpoint, string fields, string problem)
    {
        await using var lot = await TestLot.StartAsync();
        var clip = await FfmpegAsync("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=24:duration=2", "-pix_fmt", "yuv420p");
        var body = JsonNode.Parse(fields.Replace("CLIP", Address(clip)).Replace("PICTURE", TestLot.Image))!.AsObject();
        body["prompt"] = Words;

        using var answer = await lot.SubmitAsync(endpoint, body);

        Assert.Equal(problem, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0].GetProperty("type").GetString());
        Assert.Empty(await lot.LedgerAsync());
    }

    private static JsonObject Led(byte[] clip, string prompt, params (string Name, JsonNode Value)[] more)
    {
        var body = new JsonObject { ["video_url"] = Address(clip), ["prompt"] = prompt };
        foreach (var (name, value) in more)
            body[name] = value;
        return body;
    }

    private static string Address(byte[] clip) => "data:video/mp4;base64," + Convert.ToBase64String(clip);

    private static async Task<byte[]> FfmpegAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("follow-");
        try
        {
            var target = Path.Combine(folder.FullName, "out.mp4");
            using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", .. arguments, "-c:v", "libx264", "-crf", "12", target]))!;
            await process.WaitForExitAsync();
            return await File.ReadAllBytesAsync(target);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
