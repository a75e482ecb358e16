using System.Globalization;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public class DeterministicRandomTests
{
    [Fact]
    public void NextUInt64_Seed1234_IsThePublishedSequence()
    {
        var random = new DeterministicRandom(1234);
        Assert.Equal(0xb3b905e1c8bc93e4UL, random.NextUInt64());
        Assert.Equal(0xbfc8a43c89637dbdUL, random.NextUInt64());
    }

    [Fact]
    public void Next_Seed1234_IsTheSequenceOfTheCore()
    {
        var random = new DeterministicRandom(1234);
        int[] drawn = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];
        Assert.Equal([1683900913, 1152499422, 853145492, 29008126, 136714066], drawn);
    }

    [Fact]
    public void Next_RangeOfTen_IsTheSequenceOfTheCore()
    {
        var random = new DeterministicRandom(1234);
        var drawn = Enumerable.Range(0, 16).Select(_ => random.Next(10)).ToArray();
        Assert.Equal([7, 5, 1, 3, 0, 9, 0, 6, 4, 6, 8, 4, 5, 9, 1, 8], drawn);
    }

    [Fact]
    public void NextGuid_SeedOfFakeRunId_IsThatOfTheCore()
    {
        var random = new DeterministicRandom(14648971502492295218);
        Assert.Equal(Guid.Parse("23c8eb6e-a31e-4892-bf5f-dda6840f7a99"), random.NextGuid());
        Assert.Equal(300185015, new DeterministicRandom(14648971502492295218).Next());
        Assert.Equal(0.8459875057776887, new DeterministicRandom(14648971502492295218).NextDouble());
    }

    [Fact]
    public void NextBytes_OddLengths_DrawWordsAsTheCoreDoes()
    {
        var random = new DeterministicRandom(1234);
        string[] drawn = [.. new[] { 1, 3, 4, 5, 7, 8, 9, 12, 13 }.Select(length =>
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return Convert.ToHexString(bytes).ToLower(CultureInfo.InvariantCulture);
        })];
        Assert.Equal(
            ["e4", "bd7d63", "8178a927", "29efb36513", "fc4175036173d1", "f29e8ee902eb0a6f", "a42e4c10cec0d7d9fe",
                "8fb1597623768956fcab7f9a", "edbb0fdd685a33504acaeb7540"],
            drawn);
    }
}
