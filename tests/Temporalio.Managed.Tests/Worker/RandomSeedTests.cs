using Temporalio.Common;
using Temporalio.Worker.Machines;

namespace Temporalio.Tests.Worker;

public sealed class RandomSeedTests
{
    [Theory]
    [InlineData("", 3476900567878811119UL)]
    [InlineData("a", 8186225505942432243UL)]
    [InlineData("fake_run_id", 14648971502492295218UL)]
    [InlineData("b5c7b6a2-6f0f-4b8c-9d1d-0123456789ab", 15507704088973687019UL)]
    public void FromRunId_KnownIds_GivesTheSeedOfTheOfficialCore(string runId, ulong seed) => Assert.Equal(seed, RandomSeed.FromRunId(runId));

    [Fact]
    public void NextGuid_OfKnownRun_IsThatOfTheOfficialSdk() =>
        Assert.Equal(Guid.Parse("23c8eb6e-a31e-4892-bf5f-dda6840f7a99"), new DeterministicRandom(RandomSeed.FromRunId("fake_run_id")).NextGuid());
}
