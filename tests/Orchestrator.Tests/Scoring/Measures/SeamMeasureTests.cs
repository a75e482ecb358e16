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

    private static SeamReel Seam(SceneFaults faults)
    {
        List<Picture> before = [.. Enumerable.Range(0, SeamMeasure.Frames).Select(index => Picture(index, new SceneFaults()))];
        List<Picture> after = [.. Enumerable.Range(SeamMeasure.Frames, SeamMeasure.Frames).Select(index => Picture(index, faults))];
        var builder = new ReelBuilder(new ClipFormat(Width, Height, TestScene.Fps, true, false), Width, Height);
        foreach (var picture in before.Concat(after))
            builder.Add(picture);
        return new SeamReel(builder.Reel, before, after);
    }

    private static Picture Picture(int index, SceneFaults faults) => new(Width, Height, Scene.Frame(index, faults));
}
