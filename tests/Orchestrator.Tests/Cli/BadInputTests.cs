using System.Net;
using System.Net.Sockets;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Every way in which a command can be given something wrong ends with a message, its remedy and a code, never with a stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Brief = """
        name: bad-input
        title: Bad Input
        duration: 12s
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
          - A barista in a green apron raises the cup to the window.
        style:
          lighting: warm soft light from the left
          palette: [amber, teal, cream]
        budget: 12 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_MissingBrief_NamesThePath() =>
        AssertRefused(await RunAsync("produce", "nowhere.yaml"), 64, folder.File("nowhere.yaml"));

    [Fact]
    public async Task Produce_FolderAsBrief_SaysSo() =>
        AssertRefused(await RunAsync("produce", "."), 64, "is a folder");

    [Fact]
    public async Task Produce_NotYaml_NamesTheLine()
    {
        folder.Write("brief.yaml", "name: x\ntreatment: [unclosed\n");

        AssertRefused(await RunAsync("produce", "brief.yaml"), 64, "line");
    }

    [Fact]
    public async Task Produce_SeveralMistakes_NamesEveryOne()
    {
        folder.Write("brief.yaml", Brief.Replace("12s", "soon").Replace("12 USD", "a lot"));

        var result = await RunAsync("produce", "brief.yaml");

        AssertRefused(result, 64, "duration");
        Assert.Contains("budget", result.Error);
    }

    [Fact]
    public async Task Produce_UnknownModel_ListsTheKnownOnes()
    {
        folder.Write("brief.yaml", Brief + "\nmodels: [kling-99]\n");

        AssertRefused(await RunAsync("produce", "brief.yaml"), 64, "kling-99");
    }

    [Fact]
    public async Task Produce_RetiredModel_NamesItsSuccessor()
    {
        folder.Write("brief.yaml", Brief + "\nmodels: [sora-2]\n");

        AssertRefused(await RunAsync("produce", "brief.yaml"), 64, "retired");
    }

    [Fact]
    public async Task Produce_MusicThatIsNoSound_SaysSo()
    {
        folder.Write("song.mp3", "these are words");
        folder.Write("brief.yaml", Brief + "\nmusic: song.mp3\n");

        AssertRefused(await RunAsync("produce", "brief.yaml"), 64, "song.mp3");
    }

    [Fact]
    public async Task Plan_BudgetTooSmall_SaysWhatIsNeededAndSpendsNothing()
    {
        folder.Write("brief.yaml", Brief.Replace("12 USD", "1 USD"));

        var result = await RunAsync("plan", "brief.yaml");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("does not pay the least", result.Output);
    }

    [Fact]
    public async Task Produce_OneKeyOfTwo_SaysWhichIsMissing()
    {
        folder.Write("brief.yaml", Brief);

        AssertRefused(await RunAsync(["produce", "brief.yaml"], ("OPENAI_API_KEY", "key")), 64, "FAL_KEY");
    }

    [Fact]
    public async Task Produce_UnreachableService_NamesTheAddress()
    {
        folder.Write("brief.yaml", Brief);

        AssertRefused(await RunAsync("produce", "brief.yaml", "--address", "127.0.0.1:1"), 5, "127.0.0.1:1");
    }

    [Fact]
    public async Task Produce_DamagedDatabase_NamesTheFile()
    {
        folder.Write("brief.yaml", Brief);
        var database = folder.Write(".orchestrator/temporal.db", new string('x', 8192));

        AssertRefused(await RunAsync("produce", "brief.yaml"), 5, database);
    }

    [Fact]
    public async Task Produce_FfmpegMissing_SaysHowToInstallIt()
    {
        folder.Write("brief.yaml", Brief);

        AssertRefused(await RunAsync(["produce", "brief.yaml"], ("PATH", folder.Path)), 5, "ffmpeg");
    }

    [Fact]
    public async Task Produce_HomeThatIsAFile_SaysWhatToDo()
    {
        folder.Write("brief.yaml", Brief);
        folder.Write("home", "");

        AssertRefused(await RunAsync(["produce", "brief.yaml"], ("ORCHESTRATOR_HOME", "home")), 5, "ORCHESTRATOR_HOME");
    }

    [Fact]
    public async Task Dev_PortInUse_NamesThePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        AssertRefused(await RunAsync("dev", "--service-only", "--port", $"{port}"), 5, $"{port}");
        AssertRefused(await RunAsync("dev", "--backlot-only", "--port", $"{port}"), 5, $"{port}");
    }

    [Fact]
    public async Task Dev_TwoThingsAlone_IsBadUsage() =>
        AssertRefused(await RunAsync("dev", "--service-only", "--backlot-only"), 64, "exclude each other");

    [Theory]
    [InlineData("go with --service-only", "--in-memory")]
    [InlineData("go with --service-only", "--backlot-only", "--time-skipping")]
    [InlineData("keep nothing", "--service-only", "--in-memory", "--db", "films.db")]
    [InlineData("is an IP address", "--service-only", "--ip", "everywhere")]
    public async Task Dev_OptionsThatDoNotGoTogether_AreBadUsage(string because, params string[] options) =>
        AssertRefused(await RunAsync(["dev", .. options]), 64, because);

    [Fact]
    public async Task Replay_FileThatIsNoHistory_SaysSo()
    {
        var path = folder.Write("history.json", "{\"events\": 3");

        AssertRefused(await RunAsync("replay", "history.json"), 64, path);
    }

    [Fact]
    public async Task Watch_NothingRunning_SaysHowToGoOn() =>
        AssertRefused(await RunAsync("watch", "some-film"), 5, "Nothing is running");

    [Fact]
    public async Task Approve_NoFilmsAtAll_SaysWhere() =>
        AssertRefused(await RunAsync("approve", "some-film"), 64, "There are no films");

    [Fact]
    public async Task Worker_NoService_SaysWhatItNeeds() =>
        AssertRefused(await RunAsync("worker"), 64, "TEMPORAL_ADDRESS");

    [Fact]
    public async Task AnyCommand_UnknownOption_PointsAtItsHelp() =>
        AssertRefused(await RunAsync("produce", "brief.yaml", "--fast"), 64, "orchestrator produce --help");

    [Fact]
    public async Task Help_OfEveryCommand_EndsWell()
    {
        foreach (var command in new[] { "produce", "plan", "watch", "approve", "reject", "retake", "pause", "resume", "cancel", "replay", "worker", "dev", "doctor" })
        {
            var result = await RunAsync(command, "--help");
            Assert.Equal(0, result.ExitCode);
            Assert.Contains("Usage:", result.Output);
        }
    }

    private static void AssertRefused(CommandResult result, int code, string said)
    {
        Assert.True(result.ExitCode == code, $"ended with {result.ExitCode}, not {code}:\n{result.Output}\n{result.Error}");
        Assert.Contains("error:", result.Error);
        Assert.Contains(said, result.Error);
        Assert.DoesNotContain("   at ", result.Error + result.Output);
        Assert.DoesNotContain("Unexpected:", result.Error);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync(folder.Path, arguments);

    private Task<CommandResult> RunAsync(string[] arguments, (string Name, string Value) variable) =>
        CommandProcess.RunAsync(folder.Path, arguments, new Dictionary<string, string?> { [variable.Name] = variable.Value });
}
