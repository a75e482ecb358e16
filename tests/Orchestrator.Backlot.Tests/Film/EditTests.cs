using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Film;

/// <summary>Clips that come back to be changed: what is asked for changes, and everything else is the clip's own.</summary>
public sealed class EditTests
{
    private const string Retake = "fal-ai/ltx-2.3/retake-video";
    private const string Omni = "google/gemini-omni-flash/edit";
    private const string Inpaint = "fal-ai/wan-22-vace-fun-a14b/inpainting";
    private const string Kept = "\nNote: change only this; keep everything else in the video exactly as it is.";
    private const string Light = "Lighting: neutral soft key light from the left, day" + Kept;

    // Encoding once more changes this much of 255 steps at these sizes.
    private const double Coding = 2;

    [Fact]
    public async Task Retake_OfAStretch_LeavesEveryOtherFrameAsItIs()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { ForcedHabits = [new("red coat", Habit.Frozen, 3)] });
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("gentle", "energetic")));
        var (before, after) = await BothAsync(lot, source, Retake, new() { ["prompt"] = "Motion: energetic movement, speed 100%" + Kept, ["start_time"] = 1, ["duration"] = 2, ["retake_mode"] = "replace_video" });

        Assert.Equal(72, after.Frames.Length);
        Assert.All(Enumerable.Range(0, 24), i => Assert.InRange(Clip.Difference(before.Frames[i], after.Frames[i]), 0, Coding));
        // What stood still from the twenty-fifth frame on goes on without a jump.
        Assert.True(before.Steps().Skip(30).Average() < 0.7, $"{before.Steps().Skip(30).Average()}");
        Assert.True(after.Steps().Skip(30).Average() > 2 * before.Steps().Skip(30).Average());
        Assert.InRange(after.Steps()[23], 0, 3 * after.Steps().Skip(30).Average());
    }

    [Fact]
    public async Task Retake_OfTheSoundAlone_LeavesThePicturesBitForBit()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { ForcedHabits = [new("red coat", Habit.Silent, 3)] });
        var body = TestLot.Body(TestLot.Kling);
        body["generate_audio"] = true;
        var source = await lot.ClipAsync(TestLot.Kling, body);
        var (before, after) = await BothAsync(lot, source, Retake, new() { ["prompt"] = "Sound: waves" + Kept, ["retake_mode"] = "replace_audio" });

        Assert.Equal(before.Frames, after.Frames);
        Assert.True(before.Sound.All(sample => Math.Abs((int)sample) < 50));
        Assert.True(after.Sound.Max(sample => Math.Abs((int)sample)) > 1000);
    }

    [Fact]
    public async Task Edit_OfTheLight_KeepsTheOtherFaultsOfTheTakeAndItsSound()
    {
        ForcedHabit[] faults = [new("red coat", Habit.WrongPose, 3), new("red coat", Habit.TooDark, 3)];
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { ForcedHabits = faults });
        await using var bright = await TestLot.StartAsync(folder => TestLot.Small(folder) with { ForcedHabits = faults[..1] });
        var body = TestLot.Body(TestLot.Kling);
        body["generate_audio"] = true;
        var source = await lot.ClipAsync(TestLot.Kling, body);
        var (before, after) = await BothAsync(lot, source, Omni, new() { ["prompt"] = Light });
        var wanted = await Clip.DecodeAsync(await bright.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)));

        Assert.True(after.Light > 1.5 * before.Light, $"{before.Light} {after.Light}");
        // The very take with the other fault that it had, lit as it should be.
        Assert.All([0, 36, 71], i => Assert.InRange(Clip.Difference(wanted.Frames[i], after.Frames[i]), 0, 2 * Coding));
        Assert.Equal(before.Sound, after.Sound);
    }

    [Fact]
    public async Task Edit_OfOneShotOfSeveral_IsOfThatShot()
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(TestLot.Kling);
        foreach (var field in new[] { "prompt", "duration" })
            body.Remove(field);
        body["multi_prompt"] = new JsonArray(
            new JsonObject { ["prompt"] = TestLot.Prompt, ["duration"] = "3" },
            new JsonObject { ["prompt"] = TestLot.Prompt.Replace("harbor", "forest").Replace("key light from the left", "key light from the left, exposure -1.5 EV"), ["duration"] = "3" });
        var second = await FfmpegAsync(await lot.ClipAsync(TestLot.Kling, body), "-vf", "trim=start_frame=72,setpts=PTS-STARTPTS", "-c:v", "libx264", "-crf", "12");
        var (before, after) = await BothAsync(lot, second, Omni, new() { ["prompt"] = Light });
        var wanted = TestLot.Body(TestLot.Kling, TestLot.Prompt.Replace("harbor", "forest"));
        var lit = await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, wanted));

        Assert.Equal(72, after.Frames.Length);
        Assert.True(after.Light > 1.8 * before.Light);
        Assert.All([0, 36, 71], i => Assert.InRange(Clip.Difference(lit.Frames[i], after.Frames[i]), 0, 2 * Coding));
    }

    [Fact]
    public async Task Edit_OfAnEdit_KeepsTheFirst()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { ForcedHabits = [new("red coat", Habit.TooDark, 3), new("red coat", Habit.Faded, 3)] });
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        var lit = await lot.ClipAsync(Omni, new() { ["video_url"] = Address(source), ["prompt"] = Light });
        var (before, after) = await BothAsync(lot, lit, Omni, new() { ["prompt"] = "Palette: teal and cream, saturation 100%, hue shift +0 degrees" + Kept });

        Assert.InRange(after.Light / before.Light, 0.8, 1.25);
        Assert.True(Chroma(after) > 1.4 * Chroma(before), $"{Chroma(before)} {Chroma(after)}");
    }

    [Fact]
    public async Task Edit_OfAClipFromElsewhere_LaysTheLightOverItsOwnPixels()
    {
        await using var lot = await TestLot.StartAsync();
        var foreign = await FfmpegAsync(null, "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=24:duration=2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "12");
        var (before, after) = await BothAsync(lot, foreign, Omni, new() { ["prompt"] = "Lighting: neutral light, exposure -1 EV" + Kept });

        Assert.Equal(before.Frames.Length, after.Frames.Length);
        Assert.InRange(after.Light / before.Light, 0.35, 0.65);
        Assert.True(Correlation(before.Frames[40], after.Frames[40]) > 0.9);
    }

    [Fact]
    public async Task Inpainting_ChangesWhatIsWhiteInTheMask()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { ForcedHabits = [new("red coat", Habit.WrongPose, 2)] });
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        var mask = await FfmpegAsync(null, "-f", "lavfi", "-i", "color=black:size=160x90:rate=24:duration=3", "-vf", "drawbox=x=48:y=0:w=64:h=90:color=white:t=fill", "-c:v", "libx264", "-crf", "12", "-pix_fmt", "yuv420p");
        var input = new JsonObject
        {
            ["prompt"] = "Subject: a woman in a red coat\nPose: standing, relaxed, facing right, strictly and exactly as described\nEnvironment: harbor",
            ["mask_video_url"] = Address(mask), ["match_input_num_frames"] = true, ["match_input_frames_per_second"] = true,
        };
        var (before, after) = await BothAsync(lot, source, Inpaint, input);

        Assert.Equal(72, after.Frames.Length);
        Assert.InRange(Difference(before, after, 36, x => x is < 0.28 or > 0.72), 0, Coding);
        Assert.True(Difference(before, after, 36, x => x is > 0.32 and < 0.68) > 3 * Coding);
        var charge = (await lot.LedgerAsync())[^1];
        // Three seconds of twenty-four frames are four and a half of sixteen.
        Assert.Equal(4.5, charge.GetProperty("units").GetDouble());
    }

    [Fact]
    public async Task Inpainting_NotToldToFollowItsInput_IsAsShortAsUsual()
    {
        await using var lot = await TestLot.StartAsync();
        var source = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, duration: "7"));

        var (_, after) = await BothAsync(lot, source, Inpaint, new() { ["prompt"] = "Pose: sitting", ["mask_image_url"] = TestLot.Image });

        Assert.Equal(81, after.Frames.Length);
    }

    [Fact]
    public async Task OmniEdit_NotToldToKeepTheRest_ChangesTheColoursToo()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { HabitScale = 1e-12 });
        var source = await lot.ClipAsync(TestLot.Seedance, TestLot.Body(TestLot.Seedance));

        var (before, told) = await BothAsync(lot, source, Omni, new() { ["prompt"] = Light });
        var (_, untold) = await BothAsync(lot, source, Omni, new() { ["prompt"] = Light.Replace(Kept, "") });

        Assert.InRange(Clip.Difference(before.Frames[10], told.Frames[10]), 0, Coding);
        Assert.True(Clip.Difference(before.Frames[10], untold.Frames[10]) > 2 * Coding);
    }

    private static async Task<(Clip Before, Clip After)> BothAsync(TestLot lot, byte[] source, string endpoint, JsonObject input)
    {
        input["video_url"] = Address(source);
        var after = await lot.ClipAsync(endpoint, input);
        if (Environment.GetEnvironmentVariable("BACKLOT_EDITS") is { } folder)
        {
            var name = Path.Combine(folder, $"{endpoint.Split('/')[^1]}-{Guid.NewGuid():N}"[..^20]);
            await File.WriteAllBytesAsync($"{name}-before.mp4", source);
            await File.WriteAllBytesAsync($"{name}-after.mp4", after);
        }

        return (await Clip.DecodeAsync(source), await Clip.DecodeAsync(after));
    }

    private static string Address(byte[] clip) => "data:video/mp4;base64," + Convert.ToBase64String(clip);

    private static double Chroma(Clip clip) => clip.Chroma().Average(pixel => Math.Sqrt((pixel.Cb * pixel.Cb) + (pixel.Cr * pixel.Cr)));

    private static double Difference(Clip before, Clip after, int frame, Func<double, bool> column) => before.Frames[frame].Zip(after.Frames[frame], (a, b) => Math.Abs(a - b))
        .Where((_, i) => column(i / 3 % Clip.Width / (double)Clip.Width)).Average();

    private static double Correlation(byte[] one, byte[] other)
    {
        double a = one.Average(v => (double)v), b = other.Average(v => (double)v);
        return one.Zip(other, (x, y) => (x - a) * (y - b)).Sum() / Math.Sqrt(one.Sum(x => (x - a) * (x - a)) * other.Sum(y => (y - b) * (y - b)));
    }

    private static async Task<byte[]> FfmpegAsync(byte[]? input, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("edits-");
        try
        {
            string source = Path.Combine(folder.FullName, "in.mp4"), target = Path.Combine(folder.FullName, "out.mp4");
            if (input is not null)
                await File.WriteAllBytesAsync(source, input);
            using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", .. input is null ? (string[])[] : ["-i", source], .. arguments, target]))!;
            await process.WaitForExitAsync();
            return await File.ReadAllBytesAsync(target);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
