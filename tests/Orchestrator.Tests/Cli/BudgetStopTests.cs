using System.Text.RegularExpressions;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>A film that its budget stops, as a user meets it: exit code 3, the command that goes on, and a film from it.</summary>
public sealed class BudgetStopTests : IDisposable
{
    private const string Brief = """
        name: tight
        title: Tight
        duration: 4s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
        budget: 0.50 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_BudgetTooSmall_EndsWithTheCommandThatGoesOn()
    {
        folder.Write("brief.yaml", Brief);

        var stopped = await RunAsync("produce", "brief.yaml");

        Assert.True(stopped.ExitCode == 3, stopped.Output + stopped.Error);
        Assert.Contains("stopped by the budget: The film needs at least", stopped.Output);
        Assert.True(File.Exists(folder.File("films/tight/report.html")));
        var command = Regex.Match(stopped.Output, @"go on +orchestrator (resume tight --budget [\d.]+USD)").Groups[1].Value;
        Assert.NotEmpty(command);
        Assert.Contains("stopped by budget", (await RunAsync("spend")).Output);

        var lower = await RunAsync("resume", "tight", "--budget", "0.40USD");
        Assert.Equal(5, lower.ExitCode);
        Assert.Contains("is 0.50 USD already", lower.Error);
        Assert.Equal(64, (await RunAsync("resume", "tight", "--budget", "much")).ExitCode);

        var resumed = await RunAsync(command.Split(' '));
        Assert.True(resumed.ExitCode is 0 or 2, resumed.Output + resumed.Error);
        Assert.True(File.Exists(folder.File("films/tight/film.mp4")));
        Assert.Contains("has been made from this brief already", (await RunAsync("produce", "brief.yaml")).Output);
    }

    [Fact]
    public async Task Produce_SameBriefWithMoreMoney_RaisesTheBudgetOfTheFilmThatStopped()
    {
        folder.Write("brief.yaml", Brief);
        Assert.Equal(3, (await RunAsync("produce", "brief.yaml")).ExitCode);

        folder.Write("brief.yaml", Brief.Replace("0.50", "0.60"));
        var again = await RunAsync("produce", "brief.yaml");

        Assert.True(again.ExitCode == 3, again.Output + again.Error);
        Assert.Contains("Tight may spend 0.60 USD; 0.00 USD is spent.", again.Output);
        Assert.Contains("budget.film is 0.60 USD", again.Output);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync(folder.Path, arguments);
}
