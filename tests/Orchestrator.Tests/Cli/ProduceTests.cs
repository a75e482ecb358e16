using System.Net;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Media;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Whole films by the built command, on the Backlot, as a user runs it.</summary>
public sealed class ProduceTests : IDisposable
{
    private const string Brief = """
        name: small
        title: Small
        duration: 4s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
        style:
          lighting: warm soft light from the left
          palette: [amber, teal, cream]
        budget: 9 USD
        """;

    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string?> environment = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_KilledWhileATakeRenders_GoesOnAndBuysNothingTwice()
    {
        folder.Write("brief.yaml", Brief);
        await using (var first = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"]))
        {
            await first.LineAsync("rendering");
            first.Kill();
            await first.EndAsync();
        }

        var second = await RunAsync("produce", "brief.yaml");

        Assert.Contains("Going on with small where it was.", second.Output);
        Assert.True(second.ExitCode is 0 or 2, $"{second.ExitCode}\n{second.Output}\n{second.Error}");
        await AssertDeliveredAsync();
        await AssertPaidOnceAsync(second.Output);
        await AssertRunAgainBuysNothingAsync(second);
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task Produce_StoryboardGate_IsAnsweredFromAnotherTerminal()
    {
        // With the providers' clock standing still no take is delivered, so that the film cannot be ready before it is cancelled.
        await using var backlot = await BacklotServer.StartAsync(
            new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 180, QueueDelay = TimeSpan.FromSeconds(1) }, default);
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(backlot.Address, "_backlot/clock/stop"), null)).EnsureSuccessStatusCode();
        environment["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString();
        folder.Write("brief.yaml", Brief + "\napproval:\n  storyboard: wait\n");
        await using var produce = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"], environment);
        await produce.LineAsync("waits for approval");
        await produce.LineAsync("The storyboard is in films/small/storyboard: `orchestrator approve small` lets it go on, `orchestrator reject small SHOT NOTE` draws a frame again.");
        var drawn = await File.ReadAllBytesAsync(folder.File("films/small/storyboard/s01.png"));

        var unknown = await RunAsync("reject", "small", "s99", "more light");
        Assert.Equal(5, unknown.ExitCode);
        Assert.Contains("There is no shot s99", unknown.Error);

        var rejected = await RunAsync("reject", "small", "s01", "more light");
        Assert.True(rejected.ExitCode == 0, rejected.Error);
        Assert.Contains("s01 is drawn again (version 2", rejected.Output);
        Assert.NotEmpty(drawn);

        var early = await RunAsync("retake", "small", "s01", "smile", "more");
        Assert.Equal(5, early.ExitCode);
        Assert.Contains("s01 is not finished yet", early.Error);

        var approved = await RunAsync("approve", "small");
        Assert.True(approved.ExitCode == 0, approved.Error);
        await produce.LineAsync("takes: 1 shot to shoot");

        var cancelled = await RunAsync("cancel", "small");
        Assert.True(cancelled.ExitCode == 0, cancelled.Error);
        var end = await produce.EndAsync();
        Assert.Equal(5, end.ExitCode);
        Assert.Contains("small was cancelled", end.Error);
    }

    [Fact]
    public async Task Produce_Interrupted_StopsAndSaysHowToGoOn()
    {
        folder.Write("brief.yaml", Brief);
        await using var produce = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"]);
        await produce.LineAsync("Starting small");
        produce.Interrupt();

        var end = await produce.EndAsync();

        Assert.Equal(130, end.ExitCode);
        Assert.Contains("`orchestrator produce brief.yaml` goes on where it was", end.Output);
    }

    [Theory]
    [InlineData("--service-only")]
    [InlineData("--backlot-only")]
    public async Task Dev_OneThingAlone_SaysReadyAndStopsOnTerm(string which)
    {
        await using var dev = CommandProcess.Start(folder.Path, ["dev", which]);
        Assert.Matches(@"^ready: (http://)?127\.0\.0\.1:\d+/?$", await dev.LineAsync("ready:"));
        dev.Terminate();

        var end = await dev.EndAsync();

        Assert.Equal(0, end.ExitCode);
        Assert.Equal("", end.Error);
    }

    [Theory]
    [InlineData("--in-memory")]
    [InlineData("--time-skipping")]
    public async Task Dev_ServiceThatKeepsNothing_LeavesNoFile(string how)
    {
        await using var dev = CommandProcess.Start(folder.Path, ["dev", "--service-only", how]);
        var address = (await dev.LineAsync("ready:"))["ready: ".Length..];
        Assert.Equal(how == "--time-skipping" ? "0" : "12", await AskForTheClockAsync(address));
        dev.Terminate();

        Assert.Equal(0, (await dev.EndAsync()).ExitCode);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.db*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Dev_AnyAddress_WarnsThatItIsOpen()
    {
        await using var dev = CommandProcess.Start(folder.Path, ["dev", "--service-only", "--in-memory", "--ip", "0.0.0.0"]);
        await dev.LineAsync("ready: 0.0.0.0:");
        dev.Terminate();

        Assert.Contains("whoever reaches this port", (await dev.EndAsync()).Error);
    }

    [Fact]
    public async Task Dev_SecondOneInTheSameHome_IsRefused()
    {
        await using var first = CommandProcess.Start(folder.Path, ["dev"]);
        var ready = await first.LineAsync("ready:");

        var second = await RunAsync("dev");

        Assert.Equal(5, second.ExitCode);
        Assert.Contains(ready["ready: ".Length..], second.Error);
        first.Terminate();
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
    }

    /// <summary>Only a service that skips time tells it.</summary>
    /// <returns>The gRPC status: 0 is OK, 12 is UNIMPLEMENTED.</returns>
    private static async Task<string> AskForTheClockAsync(string address)
    {
        using var http = new HttpClient();
        using var call = new HttpRequestMessage(HttpMethod.Post, $"http://{address}/temporal.api.testservice.v1.TestService/GetCurrentTime")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
        };
        using var answer = await http.SendAsync(call);
        return answer.TrailingHeaders.Concat(answer.Headers).First(h => h.Key == "grpc-status").Value.Single();
    }

    private async Task AssertDeliveredAsync()
    {
        foreach (var name in new[] { "film.mp4", "report.html", "poster.png", "history.json", "history-s01.json", "brief.yaml", "storyboard/s01.png" })
            Assert.True(new FileInfo(folder.File($"films/small/{name}")) is { Exists: true, Length: > 0 }, name);
        var frames = await new Ffmpeg(new FfmpegOptions()).ProbeAsync(
            ["-v", "error", "-count_frames", "-select_streams", "v", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", folder.File("films/small/film.mp4")]);
        Assert.Equal("96", frames.Trim().TrimEnd(','));
        var poster = await File.ReadAllBytesAsync(folder.File("films/small/poster.png"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], poster[..4]);
    }

    private async Task AssertPaidOnceAsync(string output)
    {
        await using var backlot = CommandProcess.Start(folder.Path, ["dev", "--backlot-only"]);
        var address = (await backlot.LineAsync("ready:"))["ready: ".Length..];
        using var http = new HttpClient();
        using var ledger = JsonDocument.Parse(await http.GetStringAsync($"{address}_backlot/ledger"));
        var takes = ledger.RootElement.GetProperty("rows").EnumerateArray().Count(row => row.GetProperty("provider").GetString() == "fal");
        var total = ledger.RootElement.GetProperty("total_micro_usd").GetInt64() / 1_000_000m;

        Assert.Contains(takes == 1 ? "1 take for 1 accepted shot" : $"{takes} takes for 1 accepted shot", output);
        Assert.Contains($"cost   {total:0.00} USD", output);
    }

    private async Task AssertRunAgainBuysNothingAsync(CommandResult before)
    {
        var again = await RunAsync("produce", "brief.yaml");

        Assert.Equal(before.ExitCode, again.ExitCode);
        Assert.Contains("has been made from this brief already", again.Output);
        await AssertPaidOnceAsync(again.Output);

        folder.Write("changed.yaml", Brief.Replace("amber", "navy"));
        var changed = await RunAsync("produce", "changed.yaml");
        Assert.Equal(64, changed.ExitCode);
        Assert.Contains("--fresh", changed.Error);
    }

    private async Task AssertReplaysAsync()
    {
        var byName = await RunAsync("replay", "small");
        Assert.True(byName.ExitCode == 0, byName.Output + byName.Error);
        Assert.Contains("ok: film-small:", byName.Output);
        Assert.Contains("ok: film-small/s01:", byName.Output);

        var byFile = await RunAsync("replay", "films/small/history-s01.json");
        Assert.True(byFile.ExitCode == 0, byFile.Output + byFile.Error);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync(folder.Path, arguments, environment);
}
