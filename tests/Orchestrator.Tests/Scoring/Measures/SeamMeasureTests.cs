using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Measures;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Tests.Scoring.Measures;

public class SeamMeasureTests
{
    private const int Width = 320;
    private const int Height = 180;

    private static readonly TestScene Scene = new(Width, Height);

    [Fact]
    public void Score_SceneThatGoesOn_Passes()
    {
        var score = SeamMeasure.Score(Seam(new SceneFaults()));

        Assert.Equal(Verdict.Pass, score.Verdict);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("place")]
    [InlineData("jump")]
    public void Score_WhatDoesNotFit_FailsAndSaysWhat(string what)
    {
        var faults = what switch
        {
            "light" => new SceneFaults { Ev = 0.5 },
            "place" => new SceneFaults { PictureDx = 0.08 },
            _ => new SceneFaults { OtherPose = true },
        };

        var score = SeamMeasure.Score(Seam(faults));

        Assert.Equal(Verdict.Fail, score.Verdict);
        Assert.True(score.Deviations[what] > SeamMeasure.Score(Seam(new SceneFaults())).Deviations[what] + 0.5, string.Join(' ', score.Deviations));
    }

    [Fact]
    public void Score_OtherPace_IsAFaultOfALaterPartAndNotOfAShotThatGoesOn()
    {
        var seam = Seam(_ => Picture(0, new SceneFaults()), index => Picture(index + 1, new SceneFaults { PanPerSecond = 0.15 }));

        var (part, shot) = (SeamMeasure.Score(seam), SeamMeasure.Score(seam, sameAction: false));

        Assert.True(part.Verdict == Verdict.Fail, string.Join(' ', part.Deviations));
        Assert.Contains("times as fast as before", part.Evidence);
        Assert.Equal((Verdict.Pass, "goes on where the shot before it ends"), (shot.Verdict, shot.Evidence));
        Assert.Equal(part.Deviations["pace"], shot.Deviations["pace"]);
    }

    private static SeamReel Seam(SceneFaults faults) =>
        Seam(index => Picture(index, new SceneFaults()), index => Picture(SeamMeasure.Frames + index, faults));

    private static SeamReel Seam(Func<int, Picture> earlier, Func<int, Picture> later)
    {
        List<Picture> before = [.. Enumerable.Range(0, SeamMeasure.Frames).Select(earlier)];
        List<Picture> after = [.. Enumerable.Range(0, SeamMeasure.Frames).Select(later)];
        var builder = new ReelBuilder(new ClipFormat(Width, Height, TestScene.Fps, true, false), Width, Height);
        foreach (var picture in before.Concat(after))
            builder.Add(picture);
        return new SeamReel(builder.Reel, before, after);
    }

    private static Picture Picture(int index, SceneFaults faults) => new(Width, Height, Scene.Frame(index, faults));
}
