using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Net.Http.Json;

namespace Orchestrator.Backlot.Tests;

public class BacklotServerTests
{
    [Fact]
    public async Task Start_AfterAKill_RendersTheSameClipUnderTheSameIdAndChargesOnce()
    {
        var (before, after) = (Directory.CreateTempSubdirectory("backlot-").FullName, Directory.CreateTempSubdirectory("backlot-").FullName);
        try
        {
            JsonElement ticket;
            byte[] expected;
            // What it renders waits until it has been looked at, however quick it would be.
            var go = Path.Combine(before, "go");
            using (var made = Process.Start("mkfifo", [go]))
                await made.WaitForExitAsync();
            await using (var lot = await TestLot.StartAsync(home => Larger(home) with { FfmpegPath = Path.Combine(AppContext.BaseDirectory, "held-ffmpeg") }, before))
            {
                ticket = await lot.AcceptedAsync(TestLot.Veo, Body(), "a1");
                await lot.AwaitAsync(ticket, "IN_PROGRESS");
                // What a killed process leaves behind is what is on the disk at that moment.
                foreach (var file in Directory.EnumerateFiles(before, "backlot.db*"))
                    File.Copy(file, Path.Combine(after, Path.GetFileName(file)));
                await File.WriteAllTextAsync(go, "\n");
                await lot.AwaitAsync(ticket);
                expected = await DownloadAsync(lot, ticket);
            }

            await using var next = await TestLot.StartAsync(Larger, after);
            var id = ticket.GetProperty("request_id").GetString();
            var moved = JsonSerializer.SerializeToElement(new
            {
                status_url = new Uri(next.Server.FalQueue, $"fal-ai/veo3.1/requests/{id}/status").ToString(),
                response_url = new Uri(next.Server.FalQueue, $"fal-ai/veo3.1/requests/{id}").ToString(),
            });
            await next.AwaitAsync(moved);

            Assert.Equal(SHA256.HashData(expected), SHA256.HashData(await DownloadAsync(next, moved)));
            var row = Assert.Single(await next.LedgerAsync());
            Assert.Equal(8 * 200_000, row.GetProperty("charged_micro_usd").GetInt64());
            Assert.Equal("a1", row.GetProperty("attempt_id").GetString());
        }
        finally
        {
            Directory.Delete(before, recursive: true);
            Directory.Delete(after, recursive: true);
        }
    }

    [Fact]
    public async Task Start_AfterAStop_StillServesResultsAndFaults()
    {
        var folder = Directory.CreateTempSubdirectory("backlot-").FullName;
        try
        {
            JsonElement ticket;
            await using (var lot = await TestLot.StartAsync(folder: folder))
            {
                ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
                await lot.AwaitAsync(ticket);
                await lot.ScriptAsync(new { action = "unavailable" });
            }

            await using var next = await TestLot.StartAsync(folder: folder);
            using var struck = await next.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
            using var media = await next.Plain.GetAsync($"files/{ticket.GetProperty("request_id").GetString()}.mp4");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, struck.StatusCode);
            Assert.Equal(HttpStatusCode.OK, media.StatusCode);
            Assert.Single(await next.LedgerAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new TempFolder();

        var failure = await Assert.ThrowsAsync<BacklotException>(() => BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.Path, Port = port }, default));

        Assert.Contains(port.ToString(), failure.Message);
    }

    [Fact]
    public async Task Start_FolderInUse_SaysSo()
    {
        await using var lot = await TestLot.StartAsync();
        var failure = await Assert.ThrowsAsync<BacklotException>(() => BacklotServer.StartAsync(TestLot.Small(lot.Folder), default));
        Assert.Contains(lot.Folder, failure.Message);
    }

    [Fact]
    public async Task Start_NoFfmpeg_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        var failure = await Assert.ThrowsAsync<BacklotException>(() => BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.Path, FfmpegPath = "no-such-ffmpeg" }, default));
        Assert.Contains("no-such-ffmpeg", failure.Message);
    }

    [Fact]
    public async Task QueueDelay_HoldsAJobInTheQueue()
    {
        await using var lot = await TestLot.StartAsync(folder => new BacklotOptions { DataFolder = folder, HabitScale = 0, MaxHeight = 64, QueueDelay = TimeSpan.FromDays(1) });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        var position = (await lot.AwaitAsync(ticket, "IN_QUEUE")).GetProperty("queue_position").GetInt32();
        Assert.Equal(0, position);
    }

    [Fact]
    public async Task Health_Running_IsOk()
    {
        await using var lot = await TestLot.StartAsync();
        Assert.Equal("ok", (await lot.Plain.GetFromJsonAsync<JsonElement>("_backlot/health")).GetProperty("status").GetString());
    }

    private static BacklotOptions Larger(string folder) => new() { DataFolder = folder, HabitScale = 0, MaxHeight = 360 };

    private static System.Text.Json.Nodes.JsonObject Body() => TestLot.Body(TestLot.Veo, duration: "8s");

    private static async Task<byte[]> DownloadAsync(TestLot lot, JsonElement ticket)
        => await lot.Plain.GetByteArrayAsync($"files/{ticket.GetProperty("response_url").GetString()!.Split('/')[^1]}.mp4");

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("backlot-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
