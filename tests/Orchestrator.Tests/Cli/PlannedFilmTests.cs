using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Cli;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Films that a language model plans, by the built command, on the Backlot.</summary>
public sealed class PlannedFilmTests : IDisposable
{
    private const string Brief = """
        name: planned
        title: Planned
        duration: 6s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
        planner: model
        judge: model
        attempts: 1
        budget: 9 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_PlannerAndJudge_DeliversAFilmWithBothOnTheBill()
    {
        folder.Write("brief.yaml", Brief);

        var end = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"]);

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        var report = await File.ReadAllTextAsync(folder.File("films/planned/report.html"));
        Assert.Contains("Planned by gpt-5.4/1", report);
        Assert.Contains("<th scope=\"row\">Plan</th><td>gpt-5.4</td>", report);
        var (purchases, total) = await LedgerAsync();
        Assert.Contains(purchases, purchase => purchase.Endpoint == "gpt-5.4" && purchase.Attempt.Contains("/plan/plan.1"));
        Assert.Contains(purchases, purchase => purchase.Endpoint == "gpt-5.4" && purchase.Attempt.Contains("/plan/critique.1"));
        Assert.Contains(purchases, purchase => purchase.Endpoint == "gpt-5.4-mini" && purchase.Attempt.EndsWith("/s01/1.1/judge/1.1"));
        Assert.Contains("Judged by gpt-5.4-mini/1", report);
        Assert.Contains($"cost   {total:0.00} USD", end.Output);
        var spend = await CommandProcess.RunAsync(folder.Path, ["spend", "planned"]);
        Assert.Contains($"{total:0.00} USD", spend.Output);
        var replay = await CommandProcess.RunAsync(folder.Path, ["replay", "planned"]);
        Assert.True(replay.ExitCode == 0, replay.Output + replay.Error);
    }

    [Fact]
    public async Task Produce_PlanThatIsRefused_ExitsAsRefusedAndDrawsNothing()
    {
        folder.Write("brief.yaml", Brief.Replace("A ceramic cup", "A moderation_blocked_test cup"));

        var end = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"]);

        Assert.Equal(4, end.ExitCode);
        Assert.Contains("GPT-5.4 refuses the plan of this film", end.Output);
        Assert.Equal(["gpt-5.4"], (await LedgerAsync()).Purchases.Select(purchase => purchase.Endpoint));
    }

    [Fact]
    public async Task Produce_BudgetThatCannotPayThePlan_WaitsAndGoesOnWithWhatWasAnswered()
    {
        folder.Write("brief.yaml", Brief.Replace("budget: 9 USD", "budget: 0.01 USD"));

        var stopped = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"]);
        Assert.True(stopped.ExitCode == 3, stopped.Output + stopped.Error);
        Assert.Contains("stopped by the budget: The plan cannot be paid", stopped.Output);
        Assert.Empty((await LedgerAsync()).Purchases);

        // Each time what it asks for, to the cent, until there is a plan and the film is what cannot be paid.
        for (var raises = 0; !stopped.Output.Contains("The film needs at least"); raises++)
        {
            Assert.InRange(raises, 0, 4);
            var command = Regex.Match(stopped.Output, @"go on +orchestrator (resume planned --budget [\d.]+USD)").Groups[1].Value;
            stopped = await CommandProcess.RunAsync(folder.Path, command.Split(' '));
            Assert.True(stopped.ExitCode == 3, stopped.Output + stopped.Error);
        }

        var end = await CommandProcess.RunAsync(folder.Path, ["resume", "planned", "--budget", "9USD"]);
        Assert.True(end.ExitCode is 0 or 2, end.Output + end.Error);
        var (purchases, total) = await LedgerAsync();
        Assert.Equal(purchases.Count, purchases.Select(purchase => purchase.Attempt).Distinct().Count());
        Assert.Contains($"cost   {total:0.00} USD", end.Output);
        Assert.Contains($"{total:0.00} USD", (await CommandProcess.RunAsync(folder.Path, ["spend", "planned"])).Output);
    }

    [Fact]
    public async Task Plan_OfAFilmThatAModelPlans_SaysThatItMayDifferAndAsksNobody()
    {
        folder.Write("brief.yaml", Brief);

        var end = await CommandProcess.RunAsync(folder.Path, ["plan", "brief.yaml"]);

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("The film itself is planned by gpt-5.4", end.Output);
        Assert.Matches(@"planning +(?!0\.00)\d+\.\d\d USD  \(at most, for the plan and its critique\)", end.Output);
    }

    [Theory]
    [InlineData("", PlannerKind.Words)]
    [InlineData("FAL_KEY", PlannerKind.Words)]
    [InlineData("FAL_KEY OPENAI_API_KEY", PlannerKind.Model)]
    [InlineData("FAL_KEY AZURE_OPENAI_ENDPOINT", PlannerKind.Model)]
    public void Planner_ThatNoBriefNames_IsAModelOnlyWithAnAccountOfOne(string variables, PlannerKind expected)
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(name => name, _ => "https://one.test");
        var settings = ProviderSettings.Of(new Caller(folder.Path, set, Terminal.ToWriters(TextWriter.Null, TextWriter.Null)));
        using var services = new ServiceCollection().AddStages(new ProductHome(folder.Path), settings).BuildServiceProvider();

        Assert.Equal(expected, services.GetRequiredService<PlanningOptions>().Planner);
    }

    private async Task<(IReadOnlyList<(string Endpoint, string Attempt)> Purchases, decimal Total)> LedgerAsync()
    {
        await using var backlot = CommandProcess.Start(folder.Path, ["dev", "--backlot-only"]);
        var address = (await backlot.LineAsync("ready:"))["ready: ".Length..];
        using var http = new HttpClient();
        using var ledger = JsonDocument.Parse(await http.GetStringAsync($"{address}_backlot/ledger"));
        var rows = ledger.RootElement.GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("endpoint").GetString()!, row.GetProperty("attempt_id").GetString()!)).ToList();
        return (rows, ledger.RootElement.GetProperty("total_micro_usd").GetInt64() / 1_000_000m);
    }
}
