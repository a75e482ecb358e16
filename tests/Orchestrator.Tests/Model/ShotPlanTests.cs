using Orchestrator.Planning;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Model;

public sealed class ShotPlanTests
{
    [Theory]
    [InlineData(1, "There is no shot s09; the film has s01 alone.")]
    [InlineData(3, "There is no shot s09; the film has s01 to s03.")]
    public async Task Without_ShotThatIsNotThere_SaysWhichAre(int beats, string expected)
    {
        var plan = await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 6 * beats, beats: beats), default);

        Assert.Equal(expected, plan.Without("s09"));
    }

    [Theory]
    [InlineData("s01", "")]
    [InlineData("s02", "s03 s04")]
    [InlineData("s03", "s04")]
    [InlineData("s05", "s06")]
    [InlineData("s02 s03 s05", "s04 s06")]
    public async Task FollowersOf_Shots_AreAllThatGoOnFromThemAndNotThemselves(string ids, string expected)
    {
        var plan = await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 36, beats: 6) with { ContinuousShots = [3, 4, 6] }, default);

        Assert.Equal(expected, string.Join(' ', plan.FollowersOf(ids.Split(' ')).Select(shot => shot.Id)));
    }
}
