using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Providers.Intents;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Intents;

public sealed class IntentLedgerTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task BeginAsync_BySeveralWorkersAtOnce_OneMaySend()
    {
        foreach (var attempt in Enumerable.Range(1, 50))
        {
            var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Ledger().BeginAsync($"film/s01/1.{attempt}"))));

            Assert.Single(begun, answer => answer.Mine);
            Assert.All(begun, answer => Assert.Equal(IntentState.Sending, answer.Intent.State));
        }
    }

    [Fact]
    public async Task BeginAsync_AfterProofOfNotAccepted_MaySendAgainOnce()
    {
        var (_, first) = await Ledger().BeginAsync("film/s01/1.1");
        Assert.True(await Ledger().EndAsync(first, new("film/s01/1.1", IntentState.NotAccepted, null)));

        var again = await Ledger().BeginAsync("film/s01/1.1");
        var third = await Ledger().BeginAsync("film/s01/1.1");

        Assert.True(again.Mine);
        Assert.False(third.Mine);
    }

    [Fact]
    public async Task EndAsync_ByAWorkerThatWasGivenUp_IsRefused()
    {
        var (_, mine) = await Ledger().BeginAsync("film/s01/1.1");
        await Ledger().EndAsync(await Ledger().ReadAsync("film/s01/1.1"), new("film/s01/1.1", IntentState.NotAccepted, null));

        Assert.False(await Ledger().EndAsync(mine, new("film/s01/1.1", IntentState.Accepted, Job("film/s01/1.1", "r1"))));
    }

    [Fact]
    public async Task ClaimAsync_JobOfAnotherAttempt_IsRefused()
    {
        Assert.True(await Ledger().ClaimAsync(Job("film/s01/1.1", "r1")));
        Assert.True(await Ledger().ClaimAsync(Job("film/s01/1.1", "r1")));

        Assert.False(await Ledger().ClaimAsync(Job("film/s02/1.1", "r1")));
        Assert.True(await Ledger().ClaimAsync(Job("film/s02/1.1", "r2")));
    }

    [Fact]
    public async Task ReadAsync_FileOfAnEarlierVersion_IsStillKnown()
    {
        var job = Job("film/s01/1.1", "r1");
        folder.Write("0123.json", JsonSerializer.Serialize(new { job.AttemptId, State = "Accepted", Job = job }));
        folder.Write("4567.json", JsonSerializer.Serialize(new { AttemptId = "film/s02/1.1", State = "Sending", Job = (object?)null }));

        var ledger = Ledger();

        Assert.Equal("r1", (await ledger.ReadAsync("film/s01/1.1"))?.Job?.RequestId);
        Assert.False((await ledger.BeginAsync("film/s02/1.1")).Mine);
        Assert.False(await ledger.ClaimAsync(Job("film/s03/1.1", "r1")));
    }

    private static ProviderJob Job(string attemptId, string requestId) =>
        new(attemptId, "kling-v3-pro", requestId, new($"https://queue.fal.run/{requestId}/status"), new($"https://queue.fal.run/{requestId}"), new($"https://queue.fal.run/{requestId}/cancel"));

    private IntentLedger Ledger() => new(folder.Path);
}
