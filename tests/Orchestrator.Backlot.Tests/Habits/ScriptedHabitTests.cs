using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Habits;

/// <summary>Habits that a script asks for, also where none are drawn by lot.</summary>
public class ScriptedHabitTests
{
    [Fact]
    public async Task Misbehave_BlackTail_EndsInBlackOnceAndIsToldByTheJournal()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "misbehave", habit = "black_tail" });

        var struck = (await TakeAsync(lot)).Lumas();
        var sound = (await TakeAsync(lot)).Lumas();

        Assert.All(struck[^10..], luma => Assert.InRange(luma, 0, 6));
        Assert.All(struck[..^14].Concat(sound), luma => Assert.True(luma > 20, $"{luma}"));
        Assert.Equal([["BlackTail"], []], (await JournalAsync(lot)).Where(line => line.GetProperty("kind").GetString() == "habits").Select(line => line.GetProperty("detail").EnumerateArray().Select(habit => habit.GetString()!).ToArray()));
    }

    [Fact]
    public async Task Misbehave_Letterbox_CoversTheUpperAndTheLowerEighth()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "misbehave", habit = "letterbox" });

        var frame = (await TakeAsync(lot)).Frames[^1];

        Assert.InRange(RowLight(frame, 3), 0, 6);
        Assert.InRange(RowLight(frame, Clip.Height - 4), 0, 6);
        Assert.True(RowLight(frame, Clip.Height / 2) > 20);
    }

    [Fact]
    public async Task Misbehave_WrongFps_HasFifteenFramesASecondAndItsLength()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "misbehave", habit = "wrong_fps" });

        var (slow, usual) = (await TakeAsync(lot), await TakeAsync(lot));

        Assert.Equal((45, 72), (slow.Frames.Length, usual.Frames.Length));
        // The same action at the same time, seen less often.
        Assert.InRange(Clip.Difference(slow.Frames[30], usual.Frames[48]), 0, 1.5);
    }

    [Fact]
    public async Task Misbehave_WrongDuration_IsAFifthOfASecondOff()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "misbehave", habit = "wrong_duration" });

        Assert.Equal(5, Math.Abs((await TakeAsync(lot)).Frames.Length - 72));
        // What is billed is what was delivered.
        Assert.NotEqual(3, (await lot.LedgerAsync())[0].GetProperty("units").GetDouble());
    }

    [Fact]
    public async Task Misbehave_IdentityDrift_MakesSomebodyElseOfTheSubjectAndLeavesThePlaceAlone()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "misbehave", habit = "identity_drift" });

        var (drifted, usual) = (await TakeAsync(lot), await TakeAsync(lot));

        Assert.InRange(Clip.Difference(drifted.Frames[10], usual.Frames[10]), 0, 0.5);
        // Where the subject stands, and beside it: what is encoded anew differs a little everywhere.
        var changed = drifted.Frames[70].Zip(usual.Frames[70], (a, b) => Math.Abs(a - b)).Select((difference, index) => (difference, X: index / 3 % Clip.Width / (double)Clip.Width)).ToList();
        var (subject, beside) = (changed.Where(pixel => pixel.X is > 0.42 and < 0.58).Average(pixel => pixel.difference), changed.Where(pixel => pixel.X is < 0.3 or > 0.7).Average(pixel => pixel.difference));
        Assert.True(subject > 2 && subject > 2.5 * beside, $"{subject} {beside}");
    }

    [Fact]
    public async Task Misbehave_TooDark_IsCuredByItsOwnFieldAsEver()
    {
        await using var lot = await TestLot.StartAsync();
        var clean = await TakeAsync(lot);
        await lot.ScriptAsync(new { action = "misbehave", habit = "too_dark", times = 2 });

        var dark = await TakeAsync(lot);
        var stops = Math.Log2(dark.Light / clean.Light);
        var cured = await TakeAsync(lot, TestLot.Prompt.Replace("day\n", $"day, exposure {-stops:+0.0;-0.0} EV\n"));

        Assert.InRange(stops, -1.8, -0.6);
        Assert.InRange(Math.Log2(cured.Light / clean.Light), -0.35, 0.35);
    }

    [Fact]
    public async Task Misbehave_AHabitNobodyKnows_IsNoRule()
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.Plain.PostAsJsonAsync("_backlot/faults", new { action = "misbehave", habit = "too_proud" });

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<Clip> TakeAsync(TestLot lot, string prompt = TestLot.Prompt) => await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, prompt)));

    private static async Task<JsonElement[]> JournalAsync(TestLot lot) => [.. (await lot.Plain.GetFromJsonAsync<JsonElement>("_backlot/journal")).EnumerateArray()];

    private static double RowLight(byte[] frame, int row) => frame.Skip(row * Clip.Width * 3).Take(Clip.Width * 3).Average(value => (double)value);
}
