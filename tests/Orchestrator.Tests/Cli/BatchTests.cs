using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Several briefs by one command.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_SeveralBriefs_GuardsTheirMoneyAndEndsWithTheWorstCode()
    {
        Write("first.yaml", "first", "9 USD");
        Write("second.yaml", "second", "9 USD");

        var batch = await RunAsync("produce", "first.yaml", "second.yaml", "--batch-budget", "1USD");

        Assert.True(batch.ExitCode == 3, batch.Output + batch.Error);
        Assert.Contains("2 films, up to 1.00 USD of play money", batch.Output);
        Assert.True(File.Exists(folder.File("films/first/film.mp4")));
        Assert.False(File.Exists(folder.File("films/second/film.mp4")));
        Assert.Matches(@"second +3 +stopped by budget", batch.Output);
        Assert.Matches(@"all +3 +1 of 2 delivered", batch.Output);
        Assert.Contains("of the batch's 1.00 USD of play money.", batch.Output);
        Assert.Contains("orchestrator resume second --budget", batch.Output);

        // Run again it goes on: nothing more is bought within the same money.
        var again = await RunAsync("produce", "first.yaml", "second.yaml", "--batch-budget", "1USD");
        Assert.Equal(3, again.ExitCode);
        Assert.Contains("first has been made from this brief already", again.Output);
        Assert.Equal(batch.Output.TrimEnd().Split('\n')[^1], again.Output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Produce_OneBadBriefAmongSeveral_StartsNothing()
    {
        Write("first.yaml", "first", "9 USD");
        Write("second.yaml", "first", "9 USD");
        Write("third.yaml", "third", "nothing");

        var batch = await RunAsync("produce", "first.yaml", "second.yaml", "third.yaml");

        Assert.Equal(64, batch.ExitCode);
        Assert.Contains("second.yaml: another brief of this batch has the name first.", batch.Error);
        Assert.Contains("third.yaml", batch.Error);
        Assert.False(Directory.Exists(folder.File("films")));
    }

    private void Write(string file, string name, string budget) => folder.Write(file, $"""
        name: {name}
        duration: 4s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
        budget: {budget}
        """);

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync(folder.Path, arguments);
}
