using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Writing;

/// <summary>The judge of the Backlot, asked over HTTP: it says what the pictures show that it is sent, and nothing else.</summary>
public class JudgeTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["answers"],"properties":{"answers":{"type":"array","items":
          {"type":"object","additionalProperties":false,"required":["aspect","evidence","pictures","verdict","confidence"],"properties":
            {"aspect":{"type":"string","enum":["identity","physics","action","lighting","palette","technical"]},"evidence":{"type":"string"},"pictures":{"type":"array","items":{"type":"integer"}},
             "verdict":{"type":"string","enum":["yes","no","cannot_tell"]},"confidence":{"type":"number"}}}}}}
        """;

    private const string Medium = "Subject: a woman in a red coat\nLighting: neutral soft key light from the left, day\nComposition: medium shot, subject at 50% across and 55% down\nPose: standing, relaxed, facing camera\nEnvironment: harbor\nCamera: slow push in\nMotion: gentle movement, speed 100%";

    [Theory]
    [InlineData(null, "yes yes yes yes yes yes")]
    [InlineData(Habit.WrongPose, "yes yes no yes yes yes")]
    [InlineData(Habit.Frozen, "yes yes no yes yes yes")]
    [InlineData(Habit.Cut, "no yes yes yes yes yes")]
    [InlineData(Habit.IdentityDrift, "no yes yes yes yes yes")]
    [InlineData(Habit.TooDark, "yes yes yes no yes yes")]
    [InlineData(Habit.Letterbox, "yes yes yes yes yes no")]
    public async Task Ask_OfATakeThatWasMadeHere_SaysWhatItsPicturesShow(Habit? habit, string expected)
    {
        await using var lot = await LotAsync(habit);
        var pictures = await PicturesAsync(lot, await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, Medium)), await BoardAsync(lot, Medium));

        Assert.Equal(expected, Verdicts(await AskAsync(lot, pictures)));
    }

    [Fact]
    public async Task Ask_PicturesThatAreNotThoseOfTheClip_IsNotTakenIn()
    {
        await using var lot = await LotAsync(null);
        var board = await BoardAsync(lot, Medium);
        var pictures = await PicturesAsync(lot, await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, Medium)), board);
        var elsewhere = await PicturesAsync(lot, await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, Medium.Replace("harbor", "forest", StringComparison.Ordinal))), board);

        // The last three pictures are of another take: whatever a caller writes down of the clip, they show another place.
        Assert.StartsWith("no ", Verdicts(await AskAsync(lot, [.. pictures.Take(6), .. elsewhere.TakeLast(3)])));
    }

    [Fact]
    public async Task Ask_PicturesFromElsewhere_SaysThatItCannotTell()
    {
        await using var lot = await LotAsync(null);
        var file = Path.Combine(lot.Folder, "elsewhere.mp4");
        await RunAsync("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=3", "-pix_fmt", "yuv420p", file);
        var pictures = await PicturesAsync(lot, await File.ReadAllBytesAsync(file), await BoardAsync(lot, Medium));

        Assert.StartsWith("cannot_tell cannot_tell cannot_tell", Verdicts(await AskAsync(lot, pictures)));
        Assert.Equal("cannot_tell cannot_tell cannot_tell cannot_tell cannot_tell cannot_tell", Verdicts(await AskAsync(lot, [])));
    }

    [Fact]
    public async Task Ask_ScriptedToDisagree_SaysTheOppositeOfWhatItSawOfThatAspect()
    {
        await using var lot = await LotAsync(Habit.WrongPose);
        var pictures = await PicturesAsync(lot, await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, Medium)), await BoardAsync(lot, Medium));

        await lot.ScriptAsync(new { route = "submit", provider = "openai", action = "disagree", aspect = "action" });
        Assert.Equal("yes yes yes yes yes yes", Verdicts(await AskAsync(lot, pictures)));
        await lot.ScriptAsync(new { route = "submit", provider = "openai", action = "disagree" });
        Assert.Equal("no no yes no no no", Verdicts(await AskAsync(lot, pictures)));
    }

    [Fact]
    public async Task Ask_ScriptedToAnswerGarbage_IsACompletedAnswerThatIsNoJsonAndIsCharged()
    {
        await using var lot = await LotAsync(null);
        await lot.ScriptAsync(new { route = "submit", provider = "openai", action = "fail", error_type = "garbage" });

        var text = await AskAsync(lot, []);

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
        Assert.True(Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64() > 0);
    }

    private static Task<TestLot> LotAsync(Habit? habit) => TestLot.StartAsync(folder => new()
    {
        DataFolder = folder, HabitScale = 0, MaxHeight = 180, ForcedHabits = habit is { } forced ? [new("red coat", forced)] : [],
    });

    private static async Task<byte[]> BoardAsync(TestLot lot, string prompt)
    {
        using var answer = await lot.OpenAi.PostAsJsonAsync("images/generations", new { model = "gpt-image-2", prompt, size = "512x288", quality = "low" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64();
    }

    // The board, and eight pictures in the middles of equal parts of the clip.
    private static async Task<IReadOnlyList<byte[]>> PicturesAsync(TestLot lot, byte[] clip, byte[] board)
    {
        var folder = Directory.CreateDirectory(Path.Combine(lot.Folder, Guid.NewGuid().ToString("N"))).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "clip"), clip);
        var chosen = string.Join('+', Enumerable.Range(0, 8).Select(part => $"eq(n\\,{(int)((part + 0.5) * 72 / 8)})"));
        await RunAsync("-i", Path.Combine(folder, "clip"), "-vf", $"select='{chosen}'", "-fps_mode", "passthrough", "-q:v", "3", Path.Combine(folder, "%03d.jpg"));
        return [board, .. Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    private static async Task<string> AskAsync(TestLot lot, IReadOnlyList<byte[]> pictures)
    {
        JsonArray content = [new JsonObject { ["type"] = "input_text", ["text"] = "What do the pictures show?" }];
        foreach (var picture in pictures)
            content.Add((JsonNode)new JsonObject { ["type"] = "input_image", ["image_url"] = "data:image/jpeg;base64," + Convert.ToBase64String(picture) });
        using var answer = await lot.OpenAi.PostAsJsonAsync("responses", new JsonObject
        {
            ["model"] = "gpt-5.4",
            ["input"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content }),
            ["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "judgement", ["strict"] = true, ["schema"] = JsonNode.Parse(Schema) } },
        });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
    }

    private static string Verdicts(string answer) => string.Join(' ', JsonNode.Parse(answer)!["answers"]!.AsArray().Select(entry => entry!["verdict"]));

    private static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments]))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
