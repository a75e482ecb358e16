using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning;
using Orchestrator.Testing;

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
    public void Share_AnyWishForTheLengthOfShots_IsKeptByEachShot()
    {
        var films =
            from seconds in Gen.Choose(4, 600)
            from length in Gen.Choose(2, 60).Select(half => half / 2.0)
            from crossfade in Gen.Elements(0, 0, 8)
            from beats in Gen.Choose(1, 40)
            from weights in Gen.ArrayOf(Gen.Choose(2, 12), 600)
            select (seconds, length, crossfade, beats, weights);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Arb.From(films), film =>
        {
            var brief = Briefs.Of(seconds: film.seconds, crossfade: film.crossfade) with { ShotSeconds = film.length };
            var (fewest, most) = ShotTimer.Count(brief);
            var shots = Math.Clamp(film.beats, fewest, most);
            var overlaps = ShotTimer.Overlaps(brief, shots);
            var frames = ShotTimer.Share(brief, [.. film.weights.Take(shots).Select(weight => (double)weight)], overlaps, 3);
            var whole = frames.All(count => count % brief.Fps == 0);
            // A film shorter than its shots is one shot, and one slightly longer than one shot is two. A whole second is as near as whole seconds get.
            var least = Math.Min(0.6 * film.length, film.seconds) - (whole ? 1 : 1.0 / brief.Fps);
            var longest = (1.25 * film.length) + (whole ? 1 : (1.0 + film.crossfade) / brief.Fps);
            return frames.Sum() - overlaps.Sum() == brief.TotalFrames
                && frames.All(count => (double)count / brief.Fps is var length && length > least && length < longest)
                && (whole || film.crossfade > 0 || film.seconds < shots);
        }));
    }

    [Theory]
    [InlineData(40, 30, 2, new[] { 20, 20 })]
    [InlineData(60, 30, 2, new[] { 24, 36 })]
    [InlineData(80, 30, 3, new[] { 24, 28, 28 })]
    [InlineData(14, 2, 6, new[] { 2, 2, 2, 2, 3, 3 })]
    [InlineData(31, 30, 1, new[] { 31 })]
    [InlineData(5, 30, 1, new[] { 5 })]
    [InlineData(20, 5, 4, new[] { 4, 4, 6, 6 })]
    public void Share_WishForTheLengthOfShots_GivesWholeSecondsAboutIt(int seconds, double length, int fewest, int[] shots)
    {
        var brief = Briefs.Of(seconds: seconds) with { ShotSeconds = length };

        Assert.Equal(fewest, ShotTimer.Count(brief).Fewest);
        var frames = ShotTimer.Share(brief, [.. shots.Select((_, index) => index < shots.Length / 2 ? 1.0 : 10)], new int[shots.Length], 3);

        Assert.Equal(shots, frames.Select(count => count / brief.Fps).Order());
        Assert.All(frames, count => Assert.Equal(0, count % brief.Fps));
    }

    [Fact]
    public void Share_MoreThanAllShotsMayHave_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => ShotTimer.Share(100, [1, 1], [0, 0], 10, most: 49));

        Assert.Contains("100 frames are too many for 2 shots of at most 49", exception.Message);
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
