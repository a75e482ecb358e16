using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Planning.Drafts;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Planning;

/// <summary>What is found wrong with a plan by measure, before any money is spent on it.</summary>
public class PlanCriticTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();

    private readonly PlanCritic critic = new(Catalogue, BacklotSet.Accounts, new RouteCapability(Catalogue, BacklotSet.Accounts, new()), TimeProvider.System);

    [Fact]
    public void Check_PlanThatCanBeFilmed_FindsNothing() =>
        Assert.Empty(Check([Shot(1), Shot(2, fields => fields with { Composition = new(Framing.Close, 50, 50) })], ["s01", "s02"]));

    [Fact]
    public void Check_ShotLongerThanAnyModelMakes_Blocks()
    {
        var fault = Assert.Single(Check([Shot(1, seconds: 90)]), found => found.Blocks);

        Assert.Equal(("s01", true), (fault.ShotId, fault.MustFix));
        Assert.Contains("No model that may be used can make it", fault.Problem);
        Assert.Contains("the shot has 90 s", fault.Problem);
    }

    [Theory]
    [InlineData("runway-gen-4.5", "no sound")]
    [InlineData("veo-3.1-frames", "films nothing without an end frame")]
    public void Check_WhatTheNamedModelCannotDo_Blocks(string model, string why)
    {
        var fault = Assert.Single(Check([Shot(1) with { Model = model }]), found => found.Blocks);

        Assert.Contains($"{model}: {why}", fault.Problem);
    }

    [Fact]
    public void Check_EndOfAShotWhoseModelTakesNoEndFrame_Blocks()
    {
        var shot = Shot(1) with { Model = "veo-3.1" };

        var fault = Assert.Single(Check([shot with { End = new("it is gone", shot.Fields) }]), found => found.Blocks);

        Assert.Contains("takes no end frame", fault.Problem);
    }

    [Theory]
    [InlineData("kling-v3-pro", true, "so change the shot")]
    [InlineData(null, false, "it goes to another model")]
    public void Check_DocumentedDefect_MustBeAvoidedWhereTheBriefLeavesNoOtherModel(string? model, bool mustFix, string what)
    {
        var faults = Check([Shot(1, fields => fields with { Pose = new(Stance.Walking, Gesture.Relaxed, Facing.Left), Subject = new("a barista in a navy apron") }, seconds: 9) with { Model = model }]);

        var fault = Assert.Single(faults, found => found.Problem.StartsWith("kling-v3-pro: limb ghosting", StringComparison.Ordinal));
        Assert.Equal((false, mustFix), (fault.Blocks, fault.MustFix));
        Assert.Contains(what, fault.Problem);
    }

    [Fact]
    public void Check_TimeOrWeatherThatChangesWithinAScene_MustBeFixed()
    {
        var faults = Check([Shot(1), Shot(2, fields => fields with { Lighting = fields.Lighting with { Time = TimeOfDay.Night }, Environment = fields.Environment with { Weather = Weather.Rain } })], ["s01", "s02"]);

        Assert.Contains(faults, fault => fault is { ShotId: "s02", MustFix: true } && fault.Problem.StartsWith("It is night here and day in s01 of the same scene", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault is { ShotId: "s02", MustFix: true } && fault.Problem.StartsWith("The weather is rain here and clear in s01", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_ShotThatGoesOnElsewhere_MustBeFixed()
    {
        var next = Shot(2, fields => fields with { Environment = new("street"), Lighting = fields.Lighting with { Warmth = Warmth.Cool }, Composition = new(Framing.Close, 50, 50) }) with { ContinuesFrom = "s01" };

        var faults = Check([Shot(1), next]);

        Assert.Equal([true, true, false], faults.Where(fault => fault.Problem.StartsWith("It goes on where s01 ends", StringComparison.Ordinal)).Select(fault => fault.MustFix));
    }

    [Fact]
    public void Check_PersonInOtherWords_MustBeFixed()
    {
        var faults = Check([
            Shot(1, fields => fields with { Subject = new("a barista in a navy apron") }),
            Shot(2, fields => fields with { Subject = new("the barista in a red coat, holding a cup"), Composition = new(Framing.Close, 50, 50) })]);

        Assert.Contains(faults, fault => fault is { ShotId: "s02", MustFix: true } && fault.Problem.Contains("The barista is \"barista in a red coat\" here and \"barista in a navy apron\" in s01"));
    }

    [Fact]
    public void Check_TheSameShotTwice_IsTold() =>
        Assert.Contains(Check([Shot(1), Shot(2)]), fault => fault is { ShotId: "s02", MustFix: false } && fault.Problem == "It shows what s01 shows, in every respect.");

    [Theory]
    [InlineData(2, "It has 2 shots; the brief wants shots of about 4 s, so plan 3 to 4.")]
    [InlineData(6, "It has 6 shots; the brief wants shots of about 4 s, so plan 3 to 4.")]
    [InlineData(3, null)]
    public void Check_NumberOfShotsThatMissesTheirWishedLength_MustBeFixed(int shots, string? problem)
    {
        var faults = Check([.. Enumerable.Range(1, shots).Select(number => Shot(number, fields => fields with { Composition = new(Framing.Medium, number, 50) }, seconds: 12.0 / shots))], brief: Briefs.Of() with { ShotSeconds = 4 });

        Assert.Equal(problem, faults.SingleOrDefault(fault => fault is { ShotId: null, Blocks: false, MustFix: true })?.Problem);
    }

    private IReadOnlyList<PlanFault> Check(IReadOnlyList<Shot> shots, IReadOnlyList<string>? scene = null, Brief? brief = null) =>
        critic.Check(brief ?? Briefs.Of(), new(shots, shots.Sum(shot => shot.Frames), "test", []), [new("One", "All.", scene ?? [])]);

    private static Shot Shot(int number, Func<ShotFields, ShotFields>? change = null, double seconds = 6)
    {
        var fields = new ShotFields(
            new("a ceramic cup"),
            new(Warmth.Warm, LightQuality.Soft, LightDirection.Left, TimeOfDay.Day),
            new(["amber"]),
            new(Framing.Medium, 50, 50),
            new(Stance.Still, Gesture.Relaxed, Facing.Camera),
            new("cafe"),
            new(CameraMove.Locked, Pace.Slow),
            new(MotionLevel.Gentle),
            new(),
            new("quiet room tone"));
        return new($"s{number:00}", number, "A cup.", (int)(seconds * 24), 0, change?.Invoke(fields) ?? fields);
    }
}
