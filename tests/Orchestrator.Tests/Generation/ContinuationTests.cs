using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Measures;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

/// <summary>Takes that begin with the last frame of another: what the seam between them is, measured as films measure it.</summary>
public sealed class ContinuationTests : IAsyncLifetime
{
    // Start pictures have three hundred lines at least.
    private const int Height = 304;

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync(Height);

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("kling-v3-pro", MotionLevel.Gentle, CameraMove.Locked, Stance.Standing)]
    [InlineData("veo-3.1", MotionLevel.Gentle, CameraMove.PanRight, Stance.Standing)]
    [InlineData("seedance-2.0", MotionLevel.Moderate, CameraMove.PushIn, Stance.Sitting)]
    [InlineData("kling-v3-pro", MotionLevel.Gentle, CameraMove.Locked, Stance.Walking)]
    public async Task Take_FromTheLastFrame_GoesOnWhereThatStands(string model, MotionLevel level, CameraMove move, Stance stance)
    {
        var first = await AskAsync(model, level, move, stance);

        var (score, onward) = await SeamAsync(first, first);

        Assert.True(score.Verdict == Verdict.Pass, Words(score));
        var (frame, of) = Assert.Single(onward);
        Assert.InRange(frame, (first.Seconds * 24) - 2, (first.Seconds * 24) - 1);
        Assert.Equal(set.Catalogue.Find(model).Endpoint, of);
    }

    [Fact]
    public async Task Take_FromTheLastFrameOfATakeThatWentOnItself_GoesOnToo()
    {
        var request = await AskAsync("kling-v3-pro", MotionLevel.Gentle, CameraMove.PanLeft, Stance.Standing);
        using var room = new GenerationRoom(set);
        var joiner = new PartJoiner(set.Assets, set.Ffmpeg, new Orchestrator.Media.ClipProbe(set.Ffmpeg));
        var one = await MadeAsync(room, "film/s01/1", request);
        var two = await MadeAsync(room, "film/s01/2", request with { StartFrame = await joiner.LastFrameAsync(one, default) });

        var (score, _) = await SeamAsync(room, two, request, "film/s01/3");

        Assert.True(score.Verdict == Verdict.Pass, Words(score));
    }

    [Fact]
    public async Task Take_OfAnotherPoseAndPace_GoesOverToThem()
    {
        var first = await AskAsync("kling-v3-pro", MotionLevel.Gentle, CameraMove.Locked, Stance.Standing);
        var next = await AskAsync("kling-v3-pro", MotionLevel.Moderate, CameraMove.Locked, Stance.Sitting);

        var (score, _) = await SeamAsync(first, next);

        Assert.True(score.Verdict == Verdict.Pass, Words(score));
    }

    [Theory]
    [InlineData("seam_light", "light")]
    [InlineData("seam_aside", "place")]
    [InlineData("seam_pose", "jump")]
    public async Task Take_ThatDoesNotGoOn_FailsByItsSeam(string habit, string what)
    {
        var request = await AskAsync("kling-v3-pro", MotionLevel.Gentle, CameraMove.Locked, Stance.Standing);
        await set.FaultAsync(new { action = "misbehave", habit, nth = 2 });

        var (score, _) = await SeamAsync(request, request);

        Assert.True(score.Verdict == Verdict.Fail, Words(score));
        Assert.True(score.Deviations[what] > 1, Words(score));
    }

    [Fact]
    public async Task Take_FromAFrameThatWasMadeElsewhere_FindsTheSubjectInItsPixels()
    {
        var request = await AskAsync("kling-v3-pro", MotionLevel.Gentle, CameraMove.PanRight, Stance.Walking);
        await using var elsewhere = await BacklotSet.StartAsync(Height);
        using var there = new GenerationRoom(elsewhere);
        var before = await MadeAsync(there, "film/s01/1", request with { StartFrame = await CopiedAsync(set, elsewhere, request.StartFrame) });
        var clip = await CopiedAsync(elsewhere, set, before.Clip);
        using var room = new GenerationRoom(set);

        var (score, onward) = await SeamAsync(room, before with { Clip = clip }, request, "film/s01/2");

        Assert.True(score.Verdict == Verdict.Pass, Words(score));
        var (frame, of) = Assert.Single(onward);
        Assert.InRange(frame, (request.Seconds * 24) - 2, (request.Seconds * 24) - 1);
        Assert.Equal("its own words", of);
    }

    [Fact]
    public async Task Take_FromItsStoryboardFrame_BeginsItsScene()
    {
        var request = await AskAsync("kling-v3-pro", MotionLevel.Gentle, CameraMove.Locked, Stance.Standing);
        using var room = new GenerationRoom(set);
        await MadeAsync(room, "film/s01/1", request);
        await MadeAsync(room, "film/s01/2", request with { Seed = 2 });

        Assert.Empty(await OnwardAsync());
    }

    private async Task<TakeRequest> AskAsync(string model, MotionLevel level, CameraMove move, Stance stance)
    {
        var row = set.Catalogue.Find(model);
        var request = await set.RequestAsync(model, row.Seconds[0]);
        return request with
        {
            Fields = request.Fields with
            {
                Subject = new("a barista in a green apron"),
                Motion = new(level),
                Camera = new(move, Pace.Slow),
                Pose = new(stance, Gesture.Holding, Facing.Right),
            },
        };
    }

    private async Task<(AttributeScore Score, IReadOnlyList<(int Frame, string Of)> Onward)> SeamAsync(TakeRequest first, TakeRequest next)
    {
        using var room = new GenerationRoom(set);
        return await SeamAsync(room, await MadeAsync(room, "film/s01/1", first), next, "film/s01/2");
    }

    private async Task<(AttributeScore Score, IReadOnlyList<(int Frame, string Of)> Onward)> SeamAsync(GenerationRoom room, Take before, TakeRequest next, string attempt)
    {
        var joiner = new PartJoiner(set.Assets, set.Ffmpeg, new Orchestrator.Media.ClipProbe(set.Ffmpeg));
        var request = next with { StartFrame = await joiner.LastFrameAsync(before, default) };
        var added = await joiner.TrimAsync(await MadeAsync(room, attempt, request), request, default);
        var reader = new ClipReader(set.Ffmpeg);
        var seam = await reader.ReadSeamAsync(await set.Assets.FileAsync(before.Clip), await set.Assets.FileAsync(added.Clip), SeamMeasure.Frames, twice: false, default);
        return (SeamMeasure.Score(seam), await OnwardAsync());
    }

    // For each take that went on: after which frame of what.
    private async Task<IReadOnlyList<(int Frame, string Of)>> OnwardAsync() =>
    [
        .. (await set.JournalAsync()).Where(line => line.GetProperty("kind").GetString() == "goes on").Select(line => line.GetProperty("detail"))
            .Select(detail => (detail.GetProperty("from_frame").GetInt32(), detail.GetProperty("of").GetString()!)),
    ];

    private static async Task<AssetRef> CopiedAsync(BacklotSet from, BacklotSet to, AssetRef asset) =>
        await to.Assets.AddFileAsync(await from.Assets.FileAsync(asset), asset.MediaType);

    private static async Task<Take> MadeAsync(GenerationRoom room, string attempt, TakeRequest request)
    {
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new SubmitTakeRequest(attempt, request, DateTime.UtcNow)));
        Assert.True(submitted.Job is not null, submitted.Message);
        var made = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job, request)));
        Assert.True(made.Take is not null, made.Message);
        return made.Take;
    }

    private static string Words(AttributeScore score) => $"{score.Evidence} {string.Join(' ', score.Deviations.Select(pair => $"{pair.Key}={pair.Value:0.00}"))}";
}
