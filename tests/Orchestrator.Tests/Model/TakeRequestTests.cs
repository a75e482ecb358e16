using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Model;

public class TakeRequestTests
{
    public static TheoryData<ShotField> PromptFields => [ShotField.Lighting, ShotField.Palette, ShotField.Composition, ShotField.Pose, ShotField.Action, ShotField.Camera, ShotField.Motion, ShotField.Stability, ShotField.Audio];

    [Theory]
    [MemberData(nameof(PromptFields))]
    public async Task Diff_OneFieldChanged_NamesItAndChangesOneClauseOfThePrompt(ShotField field)
    {
        var request = await RequestAsync();

        var changed = request with { Fields = Change(request.Fields, field) };

        Assert.Equal([field], request.Diff(changed));
        var before = PromptCompiler.Video(request.Fields).Split('\n');
        var after = PromptCompiler.Video(changed.Fields).Split('\n');
        Assert.Single(before.Zip(after), pair => pair.First != pair.Second);
    }

    [Fact]
    public async Task Diff_SecondsSeedAndModel_AreFieldsToo()
    {
        var request = await RequestAsync();

        Assert.Equal([ShotField.Timing, ShotField.Seed], request.Diff(request with { Seconds = 9, Seed = 5 }));
        Assert.Equal([ShotField.Seed, ShotField.Model], request.Diff(request with { Seed = 5, Model = "other" }));
    }

    [Fact]
    public async Task Diff_OtherModelWithItsOwnSteps_IsTheModelAlone()
    {
        var request = await RequestAsync();

        Assert.Equal([ShotField.Model], request.Diff(request with { Seconds = 9, Model = "other" }));
    }

    [Fact]
    public async Task Diff_OtherStartFrame_IsRefused()
    {
        var request = await RequestAsync();

        Assert.Throws<ArgumentException>(() => request.Diff(request with { StartFrame = new("00", 1, "image/png") }));
    }

    [Fact]
    public async Task Equals_ReadFromJsonWithReferencesAndCuts_IsByValue()
    {
        var plain = await RequestAsync();
        var request = plain with
        {
            References = [new(ReferenceKind.Image, new("ab", 3, "image/png"), "Mara")],
            Cuts = [new("s02", plain.Fields, 4)],
        };
        TakeRequest Read() => JsonSerializer.Deserialize<TakeRequest>(JsonSerializer.Serialize(request))!;

        Assert.Equal(Read(), Read());
        Assert.Equal(Read().GetHashCode(), Read().GetHashCode());
        Assert.NotEqual(request, request with { References = [request.References[0] with { Purpose = "Tom" }] });
        Assert.NotEqual(request, request with { Cuts = [] });
        Assert.NotEqual(request, request with { Extends = new(new("cd", 4, "video/mp4"), 24) });
        Assert.NotEqual(request, request with { EndFrame = new("ef", 5, "image/png") });
        Assert.NotEqual(request, request with { Source = new(new("cd", 4, "video/mp4"), "r1", ShotField.Lighting) });
    }

    private static ShotFields Change(ShotFields fields, ShotField field) => field switch
    {
        ShotField.Lighting => fields with { Lighting = fields.Lighting with { ExposureEv = 1.2 } },
        ShotField.Palette => fields with { Palette = fields.Palette with { HueShiftDegrees = -30 } },
        ShotField.Composition => fields with { Composition = fields.Composition with { SubjectX = 21 } },
        ShotField.Pose => fields with { Pose = fields.Pose with { Insistence = Insistence.Insisted } },
        ShotField.Action => fields with { Action = fields.Action! with { Insistence = Insistence.Insisted } },
        ShotField.Camera => fields with { Camera = fields.Camera with { OneTake = Insistence.Strict } },
        ShotField.Motion => fields with { Motion = fields.Motion with { SpeedPercent = 40 } },
        ShotField.Stability => fields with { Stability = new(Insistence.Insisted) },
        ShotField.Audio => fields with { Audio = fields.Audio with { Insistence = Insistence.Insisted } },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static async Task<TakeRequest> RequestAsync()
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        return new(shot.Id, "kling-v3-pro", shot.Fields, 8, 1, new("ab", 10, "image/png"), new(1280, 720));
    }
}
