using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning;

namespace Orchestrator.Tests.Planning;

public class ShotTimerTests
{
    [Fact]
    public void Share_AnyFilm_SumsExactlyToTheFilm()
    {
        var films =
            from shots in Gen.Choose(1, 12)
            from weights in Gen.ArrayOf(Gen.Choose(1, 500), shots)
            from overlaps in Gen.ArrayOf(Gen.Choose(0, 24), shots)
            from total in Gen.Choose(12 * 72, 4000)
            select (total, weights, overlaps);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(films), film =>
        {
            var frames = ShotTimer.Share(film.total, [.. film.weights.Select(weight => (double)weight)], film.overlaps, 72);
            return frames.Sum() - film.overlaps.Sum() == film.total && frames.All(count => count >= 72);
        }));
    }

    [Fact]
    public void Share_EqualWeights_DiffersByAtMostOneFrame()
    {
        var frames = ShotTimer.Share(1440, [1, 1, 1, 1, 1, 1, 1], new int[7], 72);

        Assert.True(frames.Max() - frames.Min() <= 1);
    }

    [Fact]
    public void Share_TooManyShots_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => ShotTimer.Share(100, [1, 1], [0, 0], 72));

        Assert.Contains("100 frames are too few for 2 shots", exception.Message);
    }
}
