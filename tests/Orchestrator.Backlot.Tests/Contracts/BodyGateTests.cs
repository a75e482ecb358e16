using Microsoft.AspNetCore.Http;
using Orchestrator.Backlot.Contracts;

namespace Orchestrator.Backlot.Tests.Contracts;

public class BodyGateTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Pass_MoreThanThereIsRoomFor_WaitsItsTurnInOrder()
    {
        var gate = new BodyGate(10 * Megabyte);
        var (first, second, third) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        List<int> entered = [];

        var one = gate.PassAsync(Of(6), _ => In(1, first));
        var two = gate.PassAsync(Of(6), _ => In(2, second));
        // Small enough for the room that is left, but behind one that waits.
        var three = gate.PassAsync(Of(3), _ => In(3, third));
        Assert.Equal([1], entered);
        first.SetResult();
        await one;
        second.SetResult();
        third.SetResult();
        await Task.WhenAll(two, three);

        // Both fit when the first is done, and are let in at the same time.
        Assert.Equal([1, 2, 3], entered.Order());
        Assert.Equal(9 * Megabyte, gate.Peak);

        Task In(int number, TaskCompletionSource done)
        {
            lock (entered)
                entered.Add(number);
            return done.Task;
        }
    }

    [Fact]
    public async Task Pass_SmallBodiesAndUploads_NeverWait()
    {
        var gate = new BodyGate(10 * Megabyte);
        var hold = new TaskCompletionSource();
        var full = gate.PassAsync(Of(10), _ => hold.Task);
        var passed = 0;

        await gate.PassAsync(Of(1), _ => Counted());
        await gate.PassAsync(Of(70, "/uploads/x"), _ => Counted());

        Assert.Equal(2, passed);
        hold.SetResult();
        await full;

        Task Counted()
        {
            passed++;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Pass_ClientThatGoesAwayWhileItWaits_LeavesItsPlaceToOthers()
    {
        var gate = new BodyGate(10 * Megabyte);
        var hold = new TaskCompletionSource();
        using var away = new CancellationTokenSource();
        var first = gate.PassAsync(Of(10), _ => hold.Task);
        var gone = Of(10);
        gone.RequestAborted = away.Token;
        var second = gate.PassAsync(gone, _ => throw new InvalidOperationException("It went away."));
        var third = gate.PassAsync(Of(10), _ => Task.CompletedTask);

        await away.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        hold.SetResult();

        await Task.WhenAll(first, third);
    }

    private static DefaultHttpContext Of(long megabytes, string path = "/fal/x/y")
        => new() { Request = { ContentLength = megabytes * Megabyte, Path = path } };
}
