using Orchestrator.Cli.Screens;
using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Tests.Cli.Screens;

public sealed class BoardTests
{
    private static readonly ShotProgress Accepted = ProgressRows.Shot(1, "accepted", 1, "kling-v3-pro", score: 0.93, spent: 0.84m);
    private static readonly ShotProgress Repairing = ProgressRows.Shot(
        2, "rendering", 2, "seedance-2.0", ScoredAttribute.Lighting, ShotField.Lighting, 0.41, 0.62m, "1.2 EV darker than the storyboard frame");

    [Fact]
    public void Render_ShotUnderRepair_SaysWhatFailedAndWhatIsChanged()
    {
        var row = RowOf("02", Draw(ProgressRows.Film(ProductionStage.Shooting, Accepted, Repairing), 140, 40));

        Assert.Contains("rendering", row);
        Assert.Contains(" 2 ", row);
        Assert.Contains("seedance-2.0", row);
        Assert.Contains("0.41", row);
        Assert.Contains("0.62", row);
        Assert.Contains("lighting failed → lighting changed", row);
    }

    [Fact]
    public void Render_NarrowScreen_PutsTheStoryOfARepairUnderItsShot()
    {
        var lines = Draw(ProgressRows.Film(ProductionStage.Shooting, Accepted, Repairing), 80, 40);

        var row = Array.FindIndex(lines, line => line.Contains(" 02 "));
        Assert.Contains("└ lighting failed → lighting changed: 1.2 EV darker", lines[row + 1]);
    }

    [Fact]
    public void Render_MoneySpentAndReserved_ShowsBothAgainstTheBudget()
    {
        var lines = Draw(ProgressRows.Film(ProductionStage.Shooting, Accepted), 120, 40);

        Assert.Contains(lines, line => line.Contains("4.10 + 1.30 reserved of 12.00 USD") && line.Contains("1 of 1 shot done"));
    }

    [Theory]
    [InlineData(ProductionStage.Planning, "● Plan", "○ Storyboard")]
    [InlineData(ProductionStage.Approval, "✓ Plan", "● Storyboard")]
    [InlineData(ProductionStage.Shooting, "✓ Storyboard", "● Takes")]
    [InlineData(ProductionStage.Cutting, "✓ Takes", "● Cut")]
    [InlineData(ProductionStage.Done, "✓ Cut", "✓ Report")]
    public void Render_EachStage_MarksWhatIsDoneAndWhatIsUnderWay(ProductionStage stage, string one, string other)
    {
        var header = Draw(ProgressRows.Film(stage, Accepted), 120, 40)[1];

        Assert.Contains(one, header);
        Assert.Contains(other, header);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(103)]
    [InlineData(104)]
    [InlineData(160)]
    public void Render_AnyWidth_NoLineIsWiderThanTheScreen(int width)
    {
        var shots = Enumerable.Range(1, 14).Select(number => number % 2 == 0 ? Repairing with { ShotId = $"s{number:00}", Number = number } : Accepted with { ShotId = $"s{number:00}", Number = number });

        var lines = Draw(ProgressRows.Film(ProductionStage.Shooting, [.. shots]), width, 24);

        Assert.All(lines, line => Assert.InRange(Line.CellsOf(line), 0, width));
    }

    [Fact]
    public void Render_MoreShotsThanLines_FitsAndKeepsWhatIsAtWork()
    {
        var shots = Enumerable.Range(1, 40).Select(number => ProgressRows.Shot(number, number == 33 ? "scoring" : "accepted", 1, "kling-v3-pro")).ToArray();

        var lines = Draw(ProgressRows.Film(ProductionStage.Shooting, shots), 120, 24);

        Assert.True(lines.Length <= 24, string.Join('\n', lines));
        Assert.Contains(lines, line => line.Contains(" 33 ") && line.Contains("scoring"));
        Assert.Contains(lines, line => line.Contains("more shots:") && line.Contains("accepted"));
    }

    [Fact]
    public void Render_SomebodyIsWaitedFor_SaysSoInTheFooter()
    {
        var film = ProgressRows.Film(ProductionStage.Approval, Accepted) with { Waiting = "the storyboard waits for approval" };

        Assert.Contains("the storyboard waits for approval", Draw(film, 100, 30)[^2]);
    }

    [Fact]
    public void Render_BeforeThePlan_NeedsNoShots()
    {
        var lines = Draw(ProgressRows.Film(ProductionStage.Planning), 80, 24);

        Assert.Contains(lines, line => line.Contains("● Plan"));
    }

    private static string RowOf(string number, string[] lines) => lines.Single(line => line.Contains($" {number} "));

    private static string[] Draw(ProductionProgress progress, int width, int height)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Write(new Board(progress, new BoardMoment(TimeSpan.FromSeconds(83), 0, width, height, "Ctrl-C stops watching; nothing is lost.")).Render());
        return [.. writer.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }
}
