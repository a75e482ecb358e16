using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Tests.Grpc;

/// <summary>A stop waits for the calls that are being answered, however long they take, and for nothing else.</summary>
public sealed class CallsUnderWayTests
{
    private readonly CallsUnderWay calls = new();

    [Fact]
    public async Task EndedAsync_NoCall_IsOverAtOnce() => await calls.EndedAsync();

    [Fact]
    public async Task EndedAsync_CallsUnderWay_EndsWithTheLast()
    {
        calls.Begin();
        calls.Begin();
        var ended = calls.EndedAsync();
        calls.End();
        Assert.False(ended.IsCompleted);
        calls.End();
        await ended;
    }
}
