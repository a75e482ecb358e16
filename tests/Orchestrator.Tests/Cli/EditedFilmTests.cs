using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Small films of which one take is mended by a model that edits, by the built command, on a Backlot whose first take goes wrong.</summary>
public sealed class EditedFilmTests : IDisposable
{
    // Only what a fresh take is asked for has this clause: an edit names the one that it changes.
    private const string FirstTakes = "Composition:";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Produce_ATakeThatIsTooDark_IsEditedAndAccepted() =>
        MendedAsync("kling-v3-pro", "gemini-omni-fal-edit", Habit.TooDark, "google/gemini-omni-flash/edit", "lighting", "Lighting</strong> edited in take 1, the rest of it kept");

    [Fact]
    public Task Produce_AnOmniTakeThatIsTooDark_IsEditedInItsConversation() =>
        MendedAsync("gemini-omni", "gemini-omni-edit", Habit.TooDark, "gemini-omni-1.2-flash", "lighting", "Lighting</strong> edited in conversation in take 1, the rest of it kept");

    [Fact]
    public Task Produce_ATakeWithACut_IsRetakenFromTheCutOn() =>
        MendedAsync("kling-v3-pro", "ltx-2.3-retake", Habit.Cut, "fal-ai/ltx-2.3/retake-video", "camera", "Camera</strong> retaken in take 1 from ");

    [Fact]
    public Task Produce_ATakeInAnotherPose_IsPaintedAnewWhereTheSubjectIs() =>
        MendedAsync("kling-v3-pro", "wan-vace-inpaint", Habit.WrongPose, "fal-ai/wan-22-vace-fun-a14b/inpainting", "pose", "Pose</strong> painted anew in take 1, ");

    private async Task MendedAsync(string model, string editor, Habit habit, string endpoint, string field, string report)
    {
        folder.Write("brief.yaml", $"""
            name: mended
            title: Mended
            duration: 4s
            size: 576x324
            treatment:
              - A barista in a green apron stands at the counter of a cafe.
            style:
              lighting: warm soft light from the left
              palette: [amber, teal, cream]
            models: [{model}, {editor}]
            budget: 9 USD
            """);
        var options = new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 324, ForcedHabits = [new(FirstTakes, habit, 3)] };
        await using var backlot = await BacklotServer.StartAsync(options, default);
        var world = new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() };

        var made = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"], world);
        var spent = await CommandProcess.RunAsync(folder.Path, ["spend", "mended"], world);

        Assert.True(made.ExitCode == 0, $"{made.ExitCode}\n{made.Output}\n{made.Error}");
        var takes = await TakesAsync(backlot);
        Assert.Equal(2, takes.Count);
        Assert.Equal(endpoint, takes[1].GetProperty("endpoint").GetString());
        Assert.EndsWith("s01/1.2", takes[1].GetProperty("attempt_id").GetString());
        var price = takes[1].GetProperty("charged_micro_usd").GetInt64() / 1_000_000m;
        var page = await File.ReadAllTextAsync(folder.File("films/mended/report.html"));
        Assert.Contains(report, page);
        Assert.Contains($"{editor} · 4 s · {price:0.00}", page);
        Assert.Contains("Take 2 <span class=\"tag\">in the film</span>", page);
        Assert.Matches($@"s01 take 2, {field} of take 1\s+{editor}\s+in the film\s+{price:0.00}", spent.Output);
        await KeepAsync(backlot, editor);
    }

    private static async Task<List<JsonElement>> TakesAsync(BacklotServer backlot)
    {
        using var http = new HttpClient();
        var ledger = await http.GetFromJsonAsync<JsonElement>(new Uri(backlot.Address, "_backlot/ledger"));
        return [.. ledger.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("provider").GetString() is "fal" or "gemini" && !row.GetProperty("endpoint").GetString()!.Contains("image", StringComparison.Ordinal) || row.GetProperty("endpoint").GetString()!.Contains("image-to-video", StringComparison.Ordinal))];
    }

    // For a look at the pictures: the takes of these films are copied where this variable says.
    private async Task KeepAsync(BacklotServer backlot, string editor)
    {
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_KEEP_TAKES") is not { } kept)
            return;
        var jobs = await TakesAsync(backlot);
        for (var take = 0; take < jobs.Count; take++)
            File.Copy(folder.File($"backlot/media/{jobs[take].GetProperty("request_id").GetString()}.mp4"), Path.Combine(kept, $"{editor}-{take + 1}.mp4"), overwrite: true);
        File.Copy(folder.File("films/mended/report.html"), Path.Combine(kept, $"{editor}.html"), overwrite: true);
    }
}
