using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Tests;

/// <summary>A server on a free port with a folder of its own, and a client that holds the keys.</summary>
internal sealed class TestLot : IAsyncDisposable
{
    public const string Kling = "fal-ai/kling-video/v3/standard/image-to-video";
    public const string Seedance = "bytedance/seedance-2.0/image-to-video";
    public const string Veo = "fal-ai/veo3.1/image-to-video";
    public const string Prompt = "Subject: a woman in a red coat\nLighting: neutral soft key light from the left, day\nComposition: wide shot, subject at 50% across and 55% down\nPose: standing, relaxed, facing right\nEnvironment: harbor\nCamera: locked\nMotion: gentle movement, speed 100%\nSound: waves";

    private readonly bool ownsFolder;

    private TestLot(BacklotServer server, string folder, bool ownsFolder)
    {
        (Server, Folder, this.ownsFolder) = (server, folder, ownsFolder);
        Fal = new HttpClient();
        Fal.DefaultRequestHeaders.Add("Authorization", "Key test");
        OpenAi = new HttpClient { BaseAddress = server.OpenAi };
        OpenAi.DefaultRequestHeaders.Add("Authorization", "Bearer test");
        Plain = new HttpClient { BaseAddress = server.Address };
    }

    public BacklotServer Server { get; }

    public string Folder { get; }

    public HttpClient Fal { get; }

    public HttpClient OpenAi { get; }

    public HttpClient Plain { get; }

    /// <summary>A picture that every endpoint takes.</summary>
    public static string Image { get; } = "data:image/png;base64," + Convert.ToBase64String(Png.Write(new byte[640 * 360 * 3], 640, 360));

    public static async Task<TestLot> StartAsync(Func<string, BacklotOptions>? options = null, string? folder = null)
    {
        var home = folder ?? Directory.CreateTempSubdirectory("backlot-").FullName;
        var server = await BacklotServer.StartAsync(options?.Invoke(home) ?? Small(home), default);
        return new TestLot(server, home, folder is null);
    }

    /// <summary>No habits, and pictures small enough for a test.</summary>
    public static BacklotOptions Small(string folder) => new() { DataFolder = folder, HabitScale = 0, MaxHeight = 96 };

    public static JsonObject Body(string endpoint, string prompt = Prompt, string? duration = null)
    {
        var (image, shortest) = endpoint switch { Kling => ("start_image_url", "3"), Seedance => ("image_url", "4"), _ => ("image_url", "4s") };
        return new JsonObject { ["prompt"] = prompt, [image] = Image, ["duration"] = duration ?? shortest, ["generate_audio"] = false };
    }

    public Task<HttpResponseMessage> SubmitAsync(string endpoint, JsonObject body, string? attempt = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.FalQueue, endpoint)) { Content = JsonContent.Create(body) };
        if (attempt is not null)
            request.Headers.Add("X-Attempt-Id", attempt);
        return Fal.SendAsync(request);
    }

    public async Task<JsonElement> AcceptedAsync(string endpoint, JsonObject body, string? attempt = null)
    {
        using var answer = await SubmitAsync(endpoint, body, attempt);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Polls a ticket until its status is the awaited one, within a limit that only a broken server reaches.</summary>
    public async Task<JsonElement> AwaitAsync(JsonElement ticket, string status = "COMPLETED")
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await Fal.GetAsync(ticket.GetProperty("status_url").GetString() + "?logs=1");
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (body.GetProperty("status").GetString() == status)
                return body;
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"Still {body}");
            await Task.Yield();
        }
    }

    public async Task<HttpResponseMessage> ResultAsync(JsonElement ticket) => await Fal.GetAsync(ticket.GetProperty("response_url").GetString());

    /// <summary>Submits, waits, and downloads the clip.</summary>
    public async Task<byte[]> ClipAsync(string endpoint, JsonObject body)
    {
        var ticket = await AcceptedAsync(endpoint, body);
        await AwaitAsync(ticket);
        using var result = await ResultAsync(ticket);
        var output = await result.Content.ReadFromJsonAsync<JsonElement>();
        return await Plain.GetByteArrayAsync(output.GetProperty("video").GetProperty("url").GetString());
    }

    public async Task<JsonElement[]> LedgerAsync()
        => [.. (await Plain.GetFromJsonAsync<JsonElement>("_backlot/ledger")).GetProperty("rows").EnumerateArray()];

    public async Task ScriptAsync(object fault)
    {
        using var answer = await Plain.PostAsJsonAsync("_backlot/faults", fault);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Fal.Dispose();
        OpenAi.Dispose();
        Plain.Dispose();
        await Server.DisposeAsync();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
