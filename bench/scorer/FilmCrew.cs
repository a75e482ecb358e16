using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Model;
using Orchestrator.Providers;

namespace Orchestrator.ScorerBench;

/// <summary>Has frames and takes made through the providers' HTTP contracts; what a folder holds already is not made again.</summary>
internal sealed class FilmCrew(string folder, string size, int maxHeight = 2160)
{
    private const string Endpoint = "fal-ai/veo3.1/fast/image-to-video";
    private const string Extension = "fal-ai/veo3.1/fast/extend-video";
    private const int LongestClip = 8;

    /// <summary>Draws the frame of each shot.</summary>
    public async Task DrawAsync(IReadOnlyList<Shot> shots)
    {
        await using var backlot = await StartAsync([]);
        using var http = Client("Bearer");
        foreach (var shot in shots.Where(shot => !File.Exists(FrameOf(shot))))
        {
            using var response = await http.PostAsJsonAsync(
                new Uri(backlot.OpenAi, "images/generations"), new { model = "gpt-image-2", prompt = PromptCompiler.Image(shot.Fields, null), size });
            var answer = await ReadAsync(response);
            await File.WriteAllBytesAsync(FrameOf(shot), answer.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64());
        }
    }

    /// <summary>Films one request on a server where a habit is certain; returns the clip's file.</summary>
    public async Task<string> FilmAsync(BacklotServer backlot, Shot shot, TakeRequest request)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.mp4");
        await FilmAsync(backlot, FrameOf(shot), request.Fields, request.Seconds, request.Seed, path);
        return path;
    }

    /// <summary>Films each shot with one habit, or with none.</summary>
    public async Task FilmAsync(IReadOnlyList<Shot> shots, Habit? habit, long seed)
    {
        var missing = shots.Where(shot => !File.Exists(ClipOf(shot, habit, seed))).ToList();
        if (missing.Count == 0)
            return;
        await using var backlot = await StartAsync(habit is { } forced ? [new ForcedHabit("", forced)] : []);
        await Task.WhenAll(missing.Select(shot => FilmAsync(backlot, FrameOf(shot), shot.Fields, SecondsOf(shot), seed, ClipOf(shot, habit, seed))));
    }

    /// <summary>Length of a shot's takes: even, as the endpoint has them.</summary>
    public static int SecondsOf(Shot shot)
    {
        var seconds = (int)Math.Ceiling((double)shot.Frames / Corpus.Fps);
        return Math.Min(LongestClip, Math.Max(Corpus.Seconds, seconds + (seconds % 2)));
    }

    public string FrameOf(Shot shot) => Path.Combine(folder, $"{shot.Id}.png");

    public string ClipOf(Shot shot, Habit? habit, long seed) => Path.Combine(folder, $"{shot.Id}-{habit?.ToString() ?? "Clean"}-{seed}.mp4");

    public string LongerOf(Shot shot, Habit? seam, long seed) => Path.Combine(folder, $"{shot.Id}-longer-{seam?.ToString() ?? "Clean"}-{seed}.mp4");

    /// <summary>Makes the clean take of each shot longer by seven seconds, with a seam of one kind, or a good one.</summary>
    public async Task ExtendAsync(IReadOnlyList<Shot> shots, Habit? seam, long seed)
    {
        var missing = shots.Where(shot => !File.Exists(LongerOf(shot, seam, seed))).ToList();
        if (missing.Count == 0)
            return;
        await using var backlot = await StartAsync(seam is { } forced ? [new ForcedHabit("", forced)] : []);
        await Task.WhenAll(missing.Select(async shot =>
        {
            // The server knows its own clips: the first part is filmed on it too, and is the same to the bit.
            var first = Path.Combine(folder, $"{Guid.NewGuid():N}.mp4");
            await FilmAsync(backlot, FrameOf(shot), shot.Fields, SecondsOf(shot), 1, first);
            await MakeAsync(backlot, Extension, new
            {
                video_url = $"data:video/mp4;base64,{Convert.ToBase64String(await File.ReadAllBytesAsync(first))}",
                prompt = PromptCompiler.Video(shot.Fields),
                generate_audio = true,
                seed,
            }, LongerOf(shot, seam, seed));
            File.Delete(first);
        }));
    }

    private static async Task FilmAsync(BacklotServer backlot, string frame, ShotFields fields, int seconds, long seed, string path)
    {
        var picture = Convert.ToBase64String(await File.ReadAllBytesAsync(frame));
        await MakeAsync(backlot, Endpoint, new
        {
            image_url = $"data:image/png;base64,{picture}",
            prompt = PromptCompiler.Video(fields),
            duration = $"{seconds}s",
            resolution = "720p",
            generate_audio = true,
            seed,
        }, path);
    }

    private static async Task MakeAsync(BacklotServer backlot, string endpoint, object body, string path)
    {
        using var http = Client("Key");
        using var submitted = await http.PostAsJsonAsync(new Uri(backlot.FalQueue, endpoint), body);
        var ticket = await ReadAsync(submitted);
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while ((await ReadAsync(await http.GetAsync(ticket.GetProperty("status_url").GetString()))).GetProperty("status").GetString() != "COMPLETED")
            await patience.WaitForNextTickAsync();
        var result = await ReadAsync(await http.GetAsync(ticket.GetProperty("response_url").GetString()));
        var clip = await http.GetByteArrayAsync(result.GetProperty("video").GetProperty("url").GetString());
        await File.WriteAllBytesAsync(path, clip);
    }

    public Task<BacklotServer> StartAsync(IReadOnlyList<ForcedHabit> habits) => BacklotServer.StartAsync(
        new BacklotOptions { DataFolder = Path.Combine(folder, "backlot", Guid.NewGuid().ToString("N")), HabitScale = 0, ForcedHabits = habits, MaxHeight = maxHeight },
        CancellationToken.None);

    private static HttpClient Client(string scheme)
    {
        var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, "bench");
        return http;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} from {response.RequestMessage?.RequestUri}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
