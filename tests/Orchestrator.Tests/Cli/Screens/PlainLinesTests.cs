using Orchestrator.Cli.Screens;
using Orchestrator.Model;

namespace Orchestrator.Tests.Cli.Screens;

public sealed class PlainLinesTests
{
    [Fact]
    public void Changes_SameProgressTwice_SaysNothingTheSecondTime()
    {
        var lines = new PlainLines();
        var film = ProgressRows.Film(ProductionStage.Shooting, ProgressRows.Shot(1, "rendering", 1, "kling-v3-pro"));

        Assert.NotEmpty(lines.Changes(film));
        Assert.Empty(lines.Changes(film));
    }

    [Fact]
    public void Changes_OnlySpinningMoney_SaysNothing()
    {
        var lines = new PlainLines();
        var film = ProgressRows.Film(ProductionStage.Shooting, ProgressRows.Shot(1, "rendering", 1, "kling-v3-pro"));
        lines.Changes(film);

        Assert.Empty(lines.Changes(film with { Reserved = Money.Usd(2) }));
    }

    [Fact]
    public void Changes_ARetry_SaysWhatFailedAndWhatIsChanged()
    {
        var lines = new PlainLines();
        lines.Changes(ProgressRows.Film(ProductionStage.Shooting, ProgressRows.Shot(1, "scoring", 1, "kling-v3-pro"), ProgressRows.Shot(2)));

        var line = Assert.Single(lines.Changes(ProgressRows.Film(
            ProductionStage.Shooting,
            ProgressRows.Shot(1, "submitting", 2, "kling-v3-pro", ScoredAttribute.Palette, ShotField.Palette, 0.3, 0.42m, "Palette: hue is off by 40°"),
            ProgressRows.Shot(2))));

        Assert.Equal("s01 take 2 (kling-v3-pro) submitting score 0.30 cost 0.42 USD; palette failed → changed: hue is off by 40°", line);
    }

    [Fact]
    public void Changes_ARetryThatHasToWait_SaysWhatForAndTheReasonWhenItGoesOn()
    {
        var lines = new PlainLines();
        var shot = ProgressRows.Shot(1, "waiting", 2, "kling-v3-pro", ScoredAttribute.Palette, ShotField.Palette, 0.3, 0.42m, "waits for fal: 4 of 4 jobs are open");
        lines.Changes(ProgressRows.Film(ProductionStage.Shooting, shot with { Step = "scoring", Note = null }));

        var waiting = Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Shooting, shot)));
        var goesOn = Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Shooting, shot with { Step = "submitting", Note = "Palette: hue is off by 40°" })));

        Assert.Equal("s01 take 2 (kling-v3-pro) waiting score 0.30 cost 0.42 USD; waits for fal: 4 of 4 jobs are open", waiting);
        Assert.Equal("s01 take 2 (kling-v3-pro) submitting score 0.30 cost 0.42 USD; palette failed → changed: hue is off by 40°", goesOn);
    }

    [Fact]
    public void Changes_NextStepOfTheSameRetry_DoesNotRepeatItsReason()
    {
        var lines = new PlainLines();
        var shot = ProgressRows.Shot(1, "submitting", 2, "kling-v3-pro", ScoredAttribute.Palette, ShotField.Palette, 0.3, 0.42m, "Palette: hue is off by 40°");
        lines.Changes(ProgressRows.Film(ProductionStage.Shooting, shot));

        var line = Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Shooting, shot with { Step = "rendering" })));

        Assert.Equal("s01 take 2 (kling-v3-pro) rendering score 0.30 cost 0.42 USD", line);
    }

    [Fact]
    public void Changes_SomethingIsTriedAgain_IsSaidOncePerTry()
    {
        var lines = new PlainLines();
        var film = ProgressRows.Film(ProductionStage.Cutting, ProgressRows.Shot(1));
        lines.Changes(film);

        Assert.Equal("attempt 2", Assert.Single(lines.Changes(film, "attempt 2")));
        Assert.Empty(lines.Changes(film, "attempt 2"));
        Assert.Equal("attempt 3", Assert.Single(lines.Changes(film, "attempt 3")));
    }

    [Fact]
    public void Changes_EachStage_IsAnnouncedOnce()
    {
        var lines = new PlainLines();

        Assert.StartsWith("planning:", Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Planning))));
        Assert.StartsWith("storyboard: drawing 1 frame", Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Storyboard, ProgressRows.Shot(1)))));
        Assert.StartsWith("takes: 1 shot to shoot", Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Shooting, ProgressRows.Shot(1)))));
        Assert.StartsWith("cut:", Assert.Single(lines.Changes(ProgressRows.Film(ProductionStage.Cutting, ProgressRows.Shot(1)))));
    }

    [Fact]
    public void Changes_PausedAndResumed_IsSaid()
    {
        var lines = new PlainLines();
        var film = ProgressRows.Film(ProductionStage.Shooting, ProgressRows.Shot(1));
        lines.Changes(film);

        Assert.StartsWith("paused", Assert.Single(lines.Changes(film with { Paused = true })));
        Assert.Equal("resumed", Assert.Single(lines.Changes(film)));
    }
}
