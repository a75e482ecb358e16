using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Grpc;

/// <summary>Callers that send more than they may.</summary>
public sealed class RequestRateTests
{
    [Fact]
    public async Task Call_MoreThanASecondAllows_IsRefusedInThatNamespaceUntilTimePasses()
    {
        var clock = new MovedClock();
        await using var service = await DevService.StartAsync(new DevServiceOptions { RequestsPerSecond = 3, Namespaces = ["default", "other"], TimeProvider = clock });
        using var client = new RpcClient(service.Address);
        var actor = new Actor(client);
        for (var i = 0; i < 3; i++) Assert.Equal(StatusCode.NotFound, (await AskAsync(actor)).Code);

        var refused = await AskAsync(actor);

        Assert.Equal((StatusCode.ResourceExhausted, "namespace rate limit exceeded"), (refused.Code, refused.Text));
        Assert.Equal((ResourceExhaustedCause.RpsLimit, ResourceExhaustedScope.Namespace), (refused.Detail<ResourceExhaustedFailure>().Cause, refused.Detail<ResourceExhaustedFailure>().Scope));
        Assert.Equal(StatusCode.NotFound, (await AskAsync(new Actor(client, "other"))).Code);
        clock.Move(TimeSpan.FromSeconds(0.5));
        Assert.Equal(StatusCode.NotFound, (await AskAsync(actor)).Code);
        Assert.Equal(StatusCode.ResourceExhausted, (await AskAsync(actor)).Code);
    }

    [Fact]
    public async Task Start_WithoutAnyRequestAllowed_IsRefused()
    {
        var error = await Assert.ThrowsAsync<DevServiceException>(() => DevService.StartAsync(new DevServiceOptions { RequestsPerSecond = 0 }));

        Assert.Contains("0 requests a second", error.Message);
    }

    private static Task<RpcFailure> AskAsync(Actor actor) => Assert.ThrowsAsync<RpcFailure>(() => actor.DescribeAsync("nobody"));

    /// <summary>A clock whose timestamps stand still until they are moved.</summary>
    private sealed class MovedClock : TimeProvider
    {
        private long moved;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref moved);

        public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
    }
}
