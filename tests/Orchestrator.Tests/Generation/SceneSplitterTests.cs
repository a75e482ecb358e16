using Orchestrator.Assets;
using Orchestrator.Generation;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Generation;

public sealed class SceneSplitterTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cuts_NoChangeOfThePicture_AreWhereTheyWereAsked() =>
        Assert.Equal([0, 2, 5, 7], SceneSplitter.Cuts([2, 3, 2], [], 7));

    [Fact]
    public void Cuts_ModelThatCutsNearby_AreWhereThePictureChanges() =>
        Assert.Equal([0, 2.21, 4.87, 7], SceneSplitter.Cuts([2, 3, 2], [(2.21, 0.5), (4.87, 0.4), (6.5, 0.9)], 7));

    [Fact]
    public void Cuts_AShotThatIsShort_MovesTheLaterOnes() =>
        Assert.Equal([0, 1.25, 4.25, 6.25], SceneSplitter.Cuts([2, 3, 2], [(1.25, 0.5), (4.25, 0.4)], 6.25));

    [Fact]
    public async Task Split_AClipOfThreeShots_GivesEveryFrameToOneOfThemAndSharesTheCharge()
    {
        var assets = new LocalAssetStore(folder.File("assets"));
        var ffmpeg = new Ffmpeg(new FfmpegOptions());
        string[] colours = ["red", "teal", "white"];
        // The second shot comes five frames late.
        int[] frames = [53, 67, 48];
        await ffmpeg.RunAsync(["-v", "error", .. colours.SelectMany((colour, index) => new[] { "-f", "lavfi", "-i", $"color={colour}:s=320x180:r=24:d={(frames[index] - 0.5) / 24:0.####}" }),
            "-f", "lavfi", "-i", "sine=d=7", "-filter_complex", "[0][1][2]concat=n=3:v=1:a=0[v]", "-map", "[v]", "-map", "3:a", "-pix_fmt", "yuv420p", folder.File("scene.mp4")]);
        var clips = new ClipProbe(ffmpeg);
        var whole = new Take("s01", "film/s01-s03/1", await assets.AddFileAsync(folder.File("scene.mp4"), "video/mp4"), (await clips.ReadAsync(folder.File("scene.mp4")))!, Money.Usd(1.18m), true);

        var parts = await new SceneSplitter(assets, ffmpeg, clips).SplitAsync(whole, new(["s01", "s02", "s03"], "kling-v3-pro", [2, 3, 2], Money.Usd(1.18m)), default);

        Assert.Equal(frames, parts.Select(part => part.Facts.Frames));
        Assert.Equal(["film/s01-s03/1/s01", "film/s01-s03/1/s02", "film/s01-s03/1/s03"], parts.Select(part => part.AttemptId));
        Assert.Equal(Money.Usd(1.18m), parts.Aggregate(Money.Zero, (sum, part) => sum + part.Charged));
        Assert.All(parts, part => Assert.True(part.Facts.HasSound));
    }
}
