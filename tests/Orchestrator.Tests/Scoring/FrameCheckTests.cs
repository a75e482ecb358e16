using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Scoring;

public sealed class FrameCheckTests : IDisposable
{
    private static readonly TestScene Scene = new(320, 180);

    private readonly ScoringStudio studio = new();

    public void Dispose() => studio.Dispose();

    [Fact]
    public async Task CheckFrameAsync_GoodFrame_Passes()
    {
        var check = await CheckAsync(await studio.DrawAsync(Scene, new SceneFaults()), new FrameSize(320, 180));

        Assert.True(check.Passed, check.Evidence);
        Assert.Contains("320x180", check.Evidence);
    }

    [Fact]
    public async Task CheckFrameAsync_BlackFrame_SaysSo()
    {
        var check = await CheckAsync(await studio.DrawAsync(Scene, new SceneFaults { BlackAt = 0 }), new FrameSize(320, 180));

        Assert.False(check.Passed);
        Assert.Contains("black", check.Evidence);
    }

    [Fact]
    public async Task CheckFrameAsync_BurntOutFrame_SaysSo()
    {
        var check = await CheckAsync(await studio.DrawAsync(Scene, new SceneFaults { Ev = 6 }), new FrameSize(320, 180));

        Assert.False(check.Passed);
        Assert.Contains("burnt out", check.Evidence);
    }

    [Theory]
    [InlineData(320, 320, "shape")]
    [InlineData(1280, 720, "too small")]
    public async Task CheckFrameAsync_WrongSize_SaysSo(int width, int height, string words)
    {
        var check = await CheckAsync(await studio.DrawAsync(Scene, new SceneFaults()), new FrameSize(width, height));

        Assert.False(check.Passed);
        Assert.Contains(words, check.Evidence);
    }

    [Fact]
    public async Task CheckFrameAsync_NotAPicture_SaysSo()
    {
        var asset = await studio.Store.AddAsync("no picture"u8.ToArray(), "image/png");

        var check = await CheckAsync(asset, new FrameSize(320, 180));

        Assert.False(check.Passed);
        Assert.Contains("cannot be decoded", check.Evidence);
    }

    private Task<FrameCheck> CheckAsync(AssetRef image, FrameSize size) => studio.Activities.CheckFrameAsync(
        new CheckFrameRequest(new Frame("s01", image, size, "model", 1, Money.Zero), TestShots.Shot(), size));
}
