using Temporalio.Client;
using Temporalio.Client.Transport;

namespace Temporalio.Tests.Transport;

public sealed class GrpcHandlerTests
{
    [Fact]
    public void Create_DnsLoadBalancing_RenewsConnections()
    {
        var options = new TemporalConnectionOptions("localhost:7233") { DnsLoadBalancing = new() { ResolutionInterval = TimeSpan.FromSeconds(7) } };
        using var handler = GrpcHandler.Create(options);
        Assert.Equal(TimeSpan.FromSeconds(7), handler.PooledConnectionLifetime);
    }

    [Fact]
    public void Create_Defaults_KeepConnectionsAlive()
    {
        using var handler = GrpcHandler.Create(new TemporalConnectionOptions("localhost:7233"));
        Assert.Equal(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15)), (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout));
        Assert.Equal(HttpKeepAlivePingPolicy.Always, handler.KeepAlivePingPolicy);
    }

    [Fact]
    public void Create_NoKeepAlive_SendsNoPings()
    {
        using var handler = GrpcHandler.Create(new TemporalConnectionOptions("localhost:7233") { KeepAlive = null });
        Assert.Equal(Timeout.InfiniteTimeSpan, handler.KeepAlivePingDelay);
    }
}
