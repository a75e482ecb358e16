using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>Options of a connection.</summary>
public class TemporalConnectionOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TemporalConnectionOptions"/> class.</summary>
    public TemporalConnectionOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalConnectionOptions"/> class.</summary>
    /// <param name="targetHost">Host and port of the service.</param>
    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>Gets or sets host and port of the service, for example <c>localhost:7233</c>.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Gets or sets the TLS options. Default: TLS if there is an API key, else a plain connection.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Gets or sets how calls are tried again. Default: pauses from 100 ms by a factor of 1.7 to 5 s, for 10 s and 10 attempts.</summary>
    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>Gets or sets how a dead connection is noticed; null for not at all.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    /// <summary>Gets or sets the proxy to go through.</summary>
    public HttpConnectProxyOptions? HttpConnectProxy { get; set; }

    /// <summary>Gets or sets how the addresses of the host name share the load; null for whatever address the first look-up gave.</summary>
    public DnsLoadBalancingOptions? DnsLoadBalancing { get; set; }

    /// <summary>Gets or sets the sizes above which payloads are warned of.</summary>
    public PayloadLimitsOptions PayloadLimits { get; set; } = new();

    /// <summary>Gets or sets headers of every call.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>Gets or sets binary headers of every call; their names end in <c>-bin</c>.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    /// <summary>Gets or sets the API key, sent as bearer token.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets who this process is to the service. Default: process id and host name.</summary>
    public string? Identity { get; set; }

    /// <summary>Gets or sets the runtime. Default: <see cref="TemporalRuntime.Default"/>.</summary>
    public TemporalRuntime? Runtime { get; set; }

    internal bool UsesTls => Tls == null ? !string.IsNullOrEmpty(ApiKey) : !Tls.Disabled;

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        copy.DnsLoadBalancing = (DnsLoadBalancingOptions?)DnsLoadBalancing?.Clone();
        copy.PayloadLimits = (PayloadLimitsOptions)PayloadLimits.Clone();
        copy.HttpConnectProxy = (HttpConnectProxyOptions?)HttpConnectProxy?.Clone();
        return copy;
    }

    internal void SetDefaults() =>
        Identity ??= $"{Environment.ProcessId}@{System.Net.Dns.GetHostName()}";
}
