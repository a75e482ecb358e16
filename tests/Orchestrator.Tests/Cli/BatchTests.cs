using System.Text.RegularExpressions;
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

        // With what it says the batch needs, the film that was stopped is made, and the other one is not bought again.
        var enough = Regex.Match(again.Output, @"The same command with --batch-budget ([\d.]+USD) goes on").Groups[1].Value;
        Assert.NotEmpty(enough);
        var raised = await RunAsync("produce", "first.yaml", "second.yaml", "--batch-budget", enough);
        Assert.True(raised.ExitCode is 0 or 2, raised.Output + raised.Error);
        Assert.Contains("first has been made from this brief already", raised.Output);
        Assert.Contains("second may spend ", raised.Output);
        Assert.True(File.Exists(folder.File("films/second/film.mp4")));
        Assert.Matches(@"all +[02] +2 of 2 delivered", raised.Output);
    }

    [Fact]
    public async Task Produce_BatchWithMoneyForAll_MakesFilmsAtOnceAndEveryLineSaysOfWhich()
    {
        Write("first.yaml", "first", "9 USD");
        Write("second.yaml", "second", "9 USD");
        Write("third.yaml", "third", "9 USD");

        var batch = await RunAsync("produce", "first.yaml", "second.yaml", "third.yaml", "--batch-budget", "20USD");

        Assert.True(batch.ExitCode is 0 or 2, batch.Output + batch.Error);
        Assert.Contains("3 films, up to 20.00 USD of play money (no provider keys: the Backlot renders), 2 at once.", batch.Output);
        Assert.Matches(@"all +[02] +3 of 3 delivered", batch.Output);
        var told = batch.Output.Split('\n').Skip(1).TakeWhile(line => !line.StartsWith("film ", StringComparison.Ordinal)).Where(line => line.Trim().Length > 0).ToList();
        Assert.All(told, line => Assert.Matches("^(first |second|third )  ", line));
        // The second begins before the first has ended, the third when there is a place.
        var (second, first, third) = (told.FindIndex(line => line.StartsWith("second", StringComparison.Ordinal)), told.FindIndex(line => line.Contains('✓')), told.FindIndex(line => line.StartsWith("third", StringComparison.Ordinal)));
        Assert.True(second < first && first < third, batch.Output);
    }

    [Fact]
    public async Task Produce_BatchOfFilmsWithTrials_GivesEachWhatItNeedsToBegin()
    {
        foreach (var name in (string[])["first", "second"])
        {
            Write($"{name}.yaml", name, "9 USD", seconds: 8);
            File.AppendAllText(folder.File($"{name}.yaml"), "\nshot-length: 4s\n");
        }

        // With the models on trial the first takes of each would cost a third of what its budget has to pay.
        var batch = await RunAsync("produce", "first.yaml", "second.yaml", "--batch-budget", "1.60USD");

        Assert.True(File.Exists(folder.File("films/first/film.mp4")), batch.Output + batch.Error);
    }

    [Fact]
    public async Task Produce_BatchWithAFilmThatAModelPlans_SaysHowItsMoneyIsShared()
    {
        Write("first.yaml", "first", "9 USD");
        File.AppendAllText(folder.File("first.yaml"), "\nplanner: model\n");
        Write("second.yaml", "second", "9 USD");

        var batch = await RunAsync("produce", "first.yaml", "second.yaml", "--batch-budget", "0.01USD");

        Assert.Equal(3, batch.ExitCode);
        Assert.Contains("first: planned by a language model. The batch's money is shared out as the rules would plan it, with what the planning may cost; a plan that needs more waits for it.", batch.Output);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("17")]
    [InlineData("many")]
    public async Task Produce_AtOnceThatIsNoNumberOfFilms_IsBadUsage(string number)
    {
        var batch = await RunAsync("produce", "first.yaml", "second.yaml", "--at-once", number);

        Assert.Equal(64, batch.ExitCode);
        Assert.Contains("--at-once", batch.Error);
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

    private void Write(string file, string name, string budget, int seconds = 4) => folder.Write(file, $"""
        name: {name}
        duration: {seconds}s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
        budget: {budget}
        """);

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync(folder.Path, arguments);
}
