namespace Temporalio.Conformance.Running;

public sealed class ReadingRoomTests : IDisposable
{
    private readonly ReadingRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public async Task AloneAsync_OthersAreThere_WaitsUntilTheyHaveGoneAndKeepsNewOnesOut()
    {
        var (first, alone, next) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var begun = new List<string>();
        var one = room.TogetherAsync(() => Begin("one", first));
        var two = room.AloneAsync(() => Begin("alone", alone));
        var three = room.TogetherAsync(() => Begin("three", next));
        Assert.Equal(["one"], begun);

        first.SetResult(1);
        alone.SetResult(2);
        next.SetResult(3);

        var read = await Task.WhenAll(one, two, three);
        Assert.Equal([1, 2, 3], read);
        Assert.Equal(["one", "alone", "three"], begun);

        Task<int> Begin(string who, TaskCompletionSource<int> until)
        {
            begun.Add(who);
            return until.Task;
        }
    }

    [Fact]
    public async Task TogetherAsync_OneBesideAnother_DoNotWaitForEachOther()
    {
        var meeting = new TaskCompletionSource<int>();
        var one = room.TogetherAsync(() => meeting.Task);
        await room.TogetherAsync(() =>
        {
            meeting.SetResult(1);
            return Task.FromResult(2);
        });
        Assert.Equal(1, await one);
    }

    [Fact]
    public async Task AloneAsync_ReadingThrows_LetsTheNextIn()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => room.AloneAsync<int>(() => throw new InvalidOperationException("no")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => room.TogetherAsync<int>(() => throw new InvalidOperationException("no")));
        Assert.Equal(1, await room.AloneAsync(() => Task.FromResult(1)));
    }
}
